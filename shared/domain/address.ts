/** SES takes ASCII alone before the `@`; quoted forms are legal but no mailbox anyone bills has one. */
const LOCAL_PART = /^[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const LABEL = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;
/** What `URL` would read as something other than a part of the host's name, or drop in silence. */
const NOT_IN_A_DOMAIN = /[\p{Cc}\s/\\@:?#%<>[\]^|`{}"]/u;

const LOCAL_PART_LIMIT = 64;
const DOMAIN_LIMIT = 253;
const ADDRESS_LIMIT = 254;

/** Whoever owns an address here shares its domain with strangers: nobody can sign mail for it, and receivers throw such mail away. */
const FREE_MAIL = new Set(
  `gmail.com googlemail.com icloud.com me.com mac.com aol.com aim.com msn.com passport.com ymail.com rocketmail.com
   proton.me protonmail.com protonmail.ch pm.me tutanota.com tutanota.de tuta.com tuta.io tutamail.com keemail.me fastmail.com fastmail.fm fastmail.com.au
   hey.com zoho.com zohomail.com mail.com email.com usa.com gmx.com gmx.net gmx.de gmx.at gmx.ch gmx.co.uk web.de freenet.de t-online.de
   mail.ru bk.ru list.ru inbox.ru yandex.ru yandex.com ya.ru rambler.ru qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com
   naver.com daum.net hanmail.net rediffmail.com
   bigpond.com bigpond.com.au bigpond.net.au telstra.com optusnet.com.au optushome.com.au iinet.net.au internode.on.net tpg.com.au
   dodo.com.au westnet.com.au adam.com.au ozemail.com.au netspace.net.au aapt.net.au exetel.com.au iprimus.com.au primus.com.au
   xtra.co.nz slingshot.co.nz orcon.net.nz vodafone.co.nz clear.net.nz paradise.net.nz ihug.co.nz
   btinternet.com btopenworld.com sky.com virginmedia.com ntlworld.com talktalk.net tiscali.co.uk blueyonder.co.uk
   comcast.net verizon.net att.net sbcglobal.net bellsouth.net charter.net cox.net earthlink.net juno.com optonline.net
   rogers.com shaw.ca sympatico.ca telus.net videotron.ca
   orange.fr wanadoo.fr free.fr laposte.net sfr.fr libero.it virgilio.it tin.it alice.it wp.pl o2.pl onet.pl interia.pl seznam.cz
   uol.com.br bol.com.br terra.com.br mailinator.com guerrillamail.com yopmail.com 10minutemail.com`.split(/\s+/),
);
/** Those that give out addresses under a country's ending in each country: `hotmail.co.uk`, `yahoo.com.au`, `live.nl`. */
const FREE_MAIL_ANYWHERE = /^(hotmail|outlook|live|yahoo|windowslive)\.(com|com\.[a-z]{2}|co\.[a-z]{2}|[a-z]{2})$/;

/** `mail@Bücher.example` → `xn--bcher-kva.example`: the domain as mail servers know it, if it is one that the whole internet could. */
export function asciiDomain(domain: string): string | undefined {
  if (NOT_IN_A_DOMAIN.test(domain)) return undefined;
  const ascii = domain === domain.toLowerCase() && /^[a-z0-9.-]*$/.test(domain) ? domain : hostOf(domain);
  const labels = ascii.split('.');
  const last = labels.at(-1) ?? '';
  const sound = ascii.length <= DOMAIN_LIMIT && labels.length > 1 && labels.every((label) => LABEL.test(label)) && !/^\d+$/.test(last);
  return sound ? ascii : undefined;
}

function hostOf(domain: string): string {
  try {
    return new URL(`http://${domain}`).hostname;
  } catch {
    return '';
  }
}

/**
 * The address as it is kept: without space around it, the domain in lower case and ASCII, so that what SES tells about it later is found
 * again. Undefined when it is none. The part before the `@` stays as it was written: only its owner's server may fold its case.
 */
export function normalAddress(text: string): string | undefined {
  const trimmed = text.trim();
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, Math.max(at, 0));
  const domain = asciiDomain(trimmed.slice(at + 1));
  if (at < 1 || !domain || local.length > LOCAL_PART_LIMIT || !LOCAL_PART.test(local)) return undefined;
  const address = `${local}@${domain}`;
  return address.length <= ADDRESS_LIMIT ? address : undefined;
}

/** Whether SES could take mail for it. Space around it is refused: who stores an address stores the one that `normalAddress` answers. */
export const isEmailAddress = (text: string): boolean => text === text.trim() && normalAddress(text) !== undefined;

/** What stands after the `@`, in lower case and ASCII; the empty text where there is none. */
export function domainOf(address: string): string {
  const domain = address.slice(address.lastIndexOf('@') + 1).trim();
  return asciiDomain(domain) ?? domain.toLowerCase();
}

/** Whether anyone can get an address there, so that no reseller may send in its name. */
export function isFreeMailDomain(domain: string): boolean {
  const ascii = asciiDomain(domain) ?? domain.toLowerCase();
  return FREE_MAIL.has(ascii) || FREE_MAIL_ANYWHERE.test(ascii);
}
