import type { DemoFile, DemoMonth, DemoService } from './shapes.ts';

/** What the reseller sells, by month and before tax. Prices have up to four places. */
const nbn = (speed: string, unitPrice: string) => ({ description: `Fibre internet ${speed}`, quantity: '1', unitPrice });
const mobile = (number: string, unitPrice = '29.5000') => ({ description: `Mobile plan 40 GB, ${number}`, quantity: '1', unitPrice });
const lines = (quantity: string, unitPrice = '18.7500') => ({ description: 'SIP line, unlimited national calls', quantity, unitPrice });
const numbers = (quantity: string) => ({ description: 'Telephone numbers, per number', quantity, unitPrice: '0.8250' });
const storage = (quantity: string) => ({ description: 'Call recording storage, per GB', quantity, unitPrice: '0.0825' });
const handset = (quantity: string) => ({ description: 'Desk telephone, rental', quantity, unitPrice: '7.9545' });

type Sold = Omit<DemoService, 'from'>;

const since = (from: string, ...services: readonly Sold[]): DemoService[] => services.map((service) => ({ ...service, from }));

const at = (mailbox: string, label: string) => `${mailbox}+${label}@simulator.amazonses.com`;

/** Ordinary months: one line or several. */
function ordinary({ other }: DemoMonth): DemoFile[] {
  const long = other(-14, 1);
  return [
    {
      key: 'marigold',
      customer: {
        name: 'Marigold Dental Group',
        to: ['accounts@marigolddental.example'],
        cc: ['practice.manager@marigolddental.example'],
        phone: '03 5550 2210',
        address: ['88 Lygon Street', 'Carlton VIC 3053'],
        reference: 'PO 44-2190',
        termsDays: 30,
      },
      services: since(long, nbn('250/100', '119.0000'), lines('8'), numbers('20'), handset('8'), storage('146.5')),
    },
    {
      key: 'obrien',
      customer: { name: "O'Brien & Söhne <test>", to: ["o'brien@soehne.example"], address: ['5 “Quay” Street', 'Geelong VIC 3220'] },
      services: since(long, nbn('100/40', '84.9000'), mobile('0491 570 006'), mobile('0491 570 156')),
    },
    {
      key: 'nguyen',
      customer: {
        name: 'Công ty TNHH Phở Bình Minh',
        to: ['ketoan@phobinhminh.example'],
        address: ['221 Hopkins Street', 'Footscray VIC 3011'],
      },
      services: since(long, nbn('50/20', '69.0000'), {
        description: 'Đường dây SIP, gọi không giới hạn',
        quantity: '2',
        unitPrice: '18.7500',
      }),
    },
    {
      key: 'alnoor',
      customer: { name: 'شركة النور للتجارة', to: ['accounts@alnoor.example'], address: ['17 Haldon Street', 'Lakemba NSW 2195'] },
      services: since(long, nbn('100/40', '84.9000'), { description: 'خط هاتف دولي', quantity: '3', unitPrice: '22.4000' }),
    },
    {
      key: 'zolw',
      customer: {
        name: 'Piekarnia „Żółw” Łukasz Świątek',
        to: ['biuro@zolw.example'],
        address: ['9 Anzac Parade', 'Kensington NSW 2033'],
      },
      services: since(long, nbn('50/20', '69.0000'), mobile('0491 570 157')),
    },
    {
      key: 'saltbush',
      customer: { name: 'Saltbush Station', to: ['office@saltbush.example'], address: ['Silver City Highway', 'Wentworth NSW 2648'] },
      services: since(long, { description: 'Satellite internet, remote', quantity: '1', unitPrice: '139.0000' }),
    },
    {
      key: 'copperleaf',
      customer: { name: 'Copperleaf Architects', to: ['hello@copperleaf.example'], reference: 'Studio 4' },
      services: since(long, nbn('1000/50', '149.0000'), lines('6'), numbers('10'), mobile('0491 570 158'), mobile('0491 570 159')),
    },
    {
      key: 'tidewater',
      customer: { name: 'Tidewater Physiotherapy', to: ['admin@tidewater.example'] },
      services: since(long, nbn('100/40', '84.9000'), lines('3'), { ...storage('12.25'), taxRate: '0' }),
    },
    {
      key: 'lantern',
      customer: { name: 'Lantern Books', to: ['shop@lanternbooks.example'] },
      services: since(long, nbn('50/20', '69.0000')),
    },
    {
      key: 'quokka',
      customer: { name: 'Quokka Logistics', to: ['ap@quokka.example'], cc: ['fleet@quokka.example'], termsDays: 7 },
      services: since(long, nbn('250/100', '119.0000'), { ...mobile('pool of 38'), quantity: '38', unitPrice: '24.9500' }),
    },
  ];
}

/** Months with something to look at: part months, credits, ends, once-off charges. */
function particular({ day, other }: DemoMonth): DemoFile[] {
  const long = other(-8, 15);
  return [
    {
      key: 'newstart',
      customer: { name: 'Juniper Veterinary Clinic', to: ['front.desk@junipervet.example'] },
      services: [...since(day(12), nbn('100/40', '10.0000')), ...since(day(20), { ...lines('4'), unitPrice: '25.0000' })],
      charges: [{ description: 'Installation and first visit', quantity: '1', unitPrice: '180' }],
    },
    {
      key: 'ending',
      customer: { name: 'Ironbark Joinery', to: ['office@ironbark.example'] },
      services: [{ ...nbn('100/40', '84.9000'), from: long, to: day(17) }, ...since(day(18), nbn('250/100', '119.0000'))],
    },
    {
      key: 'credit',
      customer: { name: 'Harbour View Motel', to: ['reception@harbourview.example'] },
      services: since(long, nbn('250/100', '119.0000'), { description: 'Loyalty credit', quantity: '1', unitPrice: '-15.0000' }),
    },
    {
      key: 'creditnote',
      customer: { name: 'Banksia Early Learning', to: ['director@banksia.example'] },
      services: since(long, mobile('0491 570 313')),
      charges: [{ description: 'Goodwill credit for the outage of last month', quantity: '1', unitPrice: '-240' }],
    },
    {
      key: 'charges',
      customer: { name: 'Drift Surf School', to: ['bookings@driftsurf.example'] },
      services: since(long, mobile('0491 570 737'), mobile('0491 571 266')),
      charges: [
        { description: 'Router, delivered', quantity: '1', unitPrice: '149.95' },
        { description: 'Technician, hours on site', quantity: '2.25', unitPrice: '132' },
      ],
    },
    {
      key: 'nothing',
      customer: { name: 'Pavilion Events', to: ['crew@pavilion.example'] },
      services: since(other(2, 1), nbn('50/20', '69.0000')),
    },
    {
      key: 'disabled',
      customer: { name: 'Closed Café', to: ['owner@closedcafe.example'], enabled: false, notes: 'Left in spring; final invoice paid.' },
      services: since(long, nbn('50/20', '69.0000')),
    },
    {
      key: 'noaddress',
      customer: { name: 'Old Mill Museum', to: [], phone: '02 5550 7741', notes: 'Wants paper. Ask for an address.' },
      services: since(long, lines('1')),
    },
    {
      key: 'fleet',
      customer: { name: 'Coolabah Couriers', to: ['fleet@coolabah.example'], reference: 'Fleet 450' },
      services: fleet(long),
    },
  ];
}

/** 450 SIM cards, each a line of its own. */
function fleet(from: string): DemoService[] {
  return Array.from({ length: 450 }, (_, index) => ({
    description: `Vehicle tracker ${String(index + 1).padStart(3, '0')}, SIM 8961 ${String(10_450_000 + index * 7)}`,
    quantity: '1',
    unitPrice: index % 9 === 0 ? '11.9500' : '6.4250',
    from,
  }));
}

/** Addresses at the mailbox simulator: what becomes of their emails can be watched. */
function simulated({ other }: DemoMonth): DemoFile[] {
  const long = other(-5, 1);
  const customer = (key: string, name: string, ...to: string[]): DemoFile => ({
    key,
    customer: { name, to },
    services: since(long, nbn('100/40', '84.9000'), lines('2')),
  });
  return [
    customer('bounces', 'Mistletoe Florist (its address bounces)', at('bounce', 'mistletoe')),
    customer('complains', 'Grumpy Gecko Café (it complains)', at('complaint', 'gecko')),
    customer('delays', 'Slow Loris Antiques (its mail is delayed)', at('delay', 'loris')),
    customer('vanishes', 'Silent Reef Diving (nothing is heard of its mail)', at('blackhole', 'reef')),
    customer('away', 'Out of Office Pty Ltd (it answers by itself)', at('ooto', 'away')),
    customer('half', 'Two Minds Consulting (one of two addresses bounces)', 'one@twominds.example', at('bounce', 'twominds')),
  ];
}

/** 25 customers, the same each time but for the dates. */
export const demoFiles = (month: DemoMonth): DemoFile[] => [...ordinary(month), ...particular(month), ...simulated(month)];
