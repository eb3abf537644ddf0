import { ROUTES } from '../../../functions/routes.ts';
import { asksAtRandom, isOfBilling } from '../../support/atRandom.ts';

asksAtRandom(ROUTES.filter(isOfBilling));
