// The mail domains of many millions of people each. One object couldn't count the sends to such a domain. PURE.

const domains = `
gmail.com googlemail.com
outlook.com hotmail.com live.com msn.com hotmail.co.uk hotmail.fr hotmail.it hotmail.es hotmail.de live.co.uk live.fr
yahoo.com ymail.com aol.com
yahoo.co.jp yahoo.co.uk yahoo.co.in yahoo.in yahoo.fr yahoo.de yahoo.it yahoo.es yahoo.ca yahoo.com.br yahoo.com.mx
yahoo.com.ar yahoo.com.au yahoo.com.tw yahoo.com.vn yahoo.co.id
icloud.com me.com mac.com
proton.me protonmail.com gmx.com mail.com
qq.com foxmail.com 163.com 126.com sina.com sohu.com 139.com
mail.ru bk.ru inbox.ru list.ru yandex.ru yandex.com rambler.ru ukr.net
gmx.de gmx.net web.de t-online.de
orange.fr wanadoo.fr free.fr laposte.net
libero.it virgilio.it
wp.pl o2.pl onet.pl seznam.cz
docomo.ne.jp ezweb.ne.jp au.com softbank.ne.jp i.softbank.jp
naver.com daum.net hanmail.net
uol.com.br bol.com.br rediffmail.com
comcast.net verizon.net att.net sbcglobal.net btinternet.com
`;

/** In lower case. A domain that comes or goes here is counted in other objects from then on, and begins at nothing. */
export const largeMailDomains: ReadonlySet<string> = new Set(domains.trim().split(/\s+/));
