import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Logger } from '#main/ports/logger';
import { createLinkGate, parseExternalLink, type ConfirmLink } from './external-links';

const { openExternal } = vi.hoisted(() => ({ openExternal: vi.fn<(url: string) => Promise<void>>() }));
vi.mock('electron', () => ({ shell: { openExternal } }));

const silent: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
};
const yes: ConfirmLink = () => Promise.resolve(true);
beforeEach(() => {
  openExternal.mockReset();
  openExternal.mockResolvedValue();
});

const names =
  'about acap afp aim app apt attachment bitcoin blob box callto cap chrome chrome-extension chrome-search cid clipboard com-eventbrite content cvs data devtools dict discord dns ed2k edge example facetime facetime-audio feed file filesystem find finger fish ftp ftps geo gg git git+ssh gizmoproject gopher gtalk h323 hcp help http+unix https+data icap im imap info intent ipp irc irc6 ircs itms itms-apps jabber jar javascript jnlp keyparc lastfm ldap ldaps ldap+x livescript macappstore magnet maps market message mid mms ms-access ms-appinstaller ms-browser-extension ms-calculator ms-cxh ms-drive-to ms-excel ms-gamebarservices ms-getoffice ms-infopath ms-its ms-msdt ms-officeapp ms-people ms-powerpoint ms-project ms-publisher ms-quick-assist ms-search ms-search-repair ms-settings ms-spd ms-store ms-visio ms-walk-to ms-word msnim msteams mumble mvn news nfs nntp notes obsidian oid onenote pkcs11 platform postgres proxy res resource rlogin rmi rsync rtsp search search-ms secondlife sftp shell sip sips skype slack sms smb spotify ssh steam stun svn tel telnet tg tftp things tn3270 turn udp unreal urn vbscript vemmi view-source viewsource vnc vscode vscode-insiders webcal wais ws wss wtai wyciwyg x-apple-helpbasic x-apple.systempreferences x-github-client x-man-page xcode xfire xmpp xri ymsgr zoommtg zoomus'.split(
    ' ',
  );

describe('the gate for links', () => {
  it('opens nothing of 170 other schemes, however they are written', async () => {
    expect(names.length).toBeGreaterThan(170);
    const open = createLinkGate(yes, silent);
    for (const name of names) {
      for (const url of [
        `${name}:x`,
        `${name}://host/x`,
        `${name.toUpperCase()}://host`,
        ` ${name}:x`,
        `${name}:%0ahttps://a.b`,
      ]) {
        expect(await open(url, null), url).toBe(false);
      }
    }
    expect(openExternal).not.toHaveBeenCalled();
  });

  it.each([
    '',
    'x',
    '//host/x',
    'host.test',
    'https:host',
    'https:/host',
    'https:///',
    'http://',
    'java\nscript:alert(1)',
    'https://a.test/\u202etxt.exe',
    'https://a.test/\u200b',
    'https://good.test@evil.test/',
    'https://user:pass@evil.test/',
    'https://a .test',
    'https://a.test\0',
    '\thttps://a.test',
    'mailto:',
    'mailto:nobody',
    'mailto:a@b.test?attach=/etc/passwd',
    'mailto:a@b.test?ATTACHMENT=x',
    `https://a.test/${'x'.repeat(8_000)}`,
    'https://[::1',
    'https://a.test:99999',
    '\\\\server\\share',
    'C:\\Windows\\system32\\calc.exe',
    '/etc/passwd',
  ])('refuses %j', async (url) => {
    expect(await createLinkGate(yes, silent)(url, null)).toBe(false);
    expect(openExternal).not.toHaveBeenCalled();
  });

  it('shows the real host, in punycode, and says when it may look like another', () => {
    expect(parseExternalLink('https://раураl.test/login')).toMatchObject({
      target: 'xn--l-7sba6dbr.test',
      isLookalike: true,
    });
    expect(parseExternalLink('https://good.test.evil.test/')).toMatchObject({
      target: 'good.test.evil.test',
      isLookalike: false,
    });
    expect(parseExternalLink('HTTP://0x7f.1:8080/a')).toMatchObject({ target: '127.0.0.1:8080' });
    expect(parseExternalLink('mailto:a@b.test?subject=hi')).toMatchObject({ target: 'a@b.test' });
  });

  it('opens after the person agreed, and exactly what was shown', async () => {
    const shown: string[] = [];
    const open = createLinkGate((link) => Promise.resolve(shown.push(link.url) > 0), silent);
    expect(await open('https://example.test/ä?q=ö', null)).toBe(true);
    expect(openExternal.mock.calls).toEqual([['https://example.test/%C3%A4?q=%C3%B6']]);
    expect(shown).toEqual(['https://example.test/%C3%A4?q=%C3%B6']);
  });

  it('opens nothing when the person declines', async () => {
    expect(await createLinkGate(() => Promise.resolve(false), silent)('https://a.test', null)).toBe(false);
    expect(openExternal).not.toHaveBeenCalled();
  });

  it('asks one question at a time and is ready again after it, also after a failure', async () => {
    let answer: (value: boolean) => void = () => undefined;
    const confirm = vi.fn<ConfirmLink>(() => new Promise((resolve) => (answer = resolve)));
    const open = createLinkGate(confirm, silent);
    const first = open('https://a.test', null);
    expect(await open('https://b.test', null)).toBe(false);
    openExternal.mockRejectedValueOnce(new Error('no browser'));
    answer(true);
    expect(await first).toBe(false);
    const second = open('https://b.test', null);
    answer(true);
    expect(await second).toBe(true);
    expect(confirm).toHaveBeenCalledTimes(2);
  });
});
