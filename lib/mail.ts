import { EventBus } from 'aws-cdk-lib/aws-events';
import { ConfigurationSet, ConfigurationSetTlsPolicy, EmailSendingEvent, EventDestination } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';

export type Mail = { readonly configurationSet: ConfigurationSet };

/** How SES treats our mail. Its own suppression list is off: it is shared by all resellers of a deployment, and we keep our own flags. */
export function mail(scope: Construct): Mail {
  const configurationSet = new ConfigurationSet(scope, 'Mail', {
    tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    disableSuppressionList: true,
    reputationMetrics: true,
  });
  // SES publishes to the default bus alone.
  configurationSet.addEventDestination('Events', {
    destination: EventDestination.eventBus(EventBus.fromEventBusName(scope, 'DefaultBus', 'default')),
    events: [
      EmailSendingEvent.SEND,
      EmailSendingEvent.REJECT,
      EmailSendingEvent.BOUNCE,
      EmailSendingEvent.COMPLAINT,
      EmailSendingEvent.DELIVERY,
      EmailSendingEvent.DELIVERY_DELAY,
      EmailSendingEvent.RENDERING_FAILURE,
    ],
  });
  return { configurationSet };
}
