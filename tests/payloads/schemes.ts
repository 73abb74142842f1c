/** The three that may leave the app, after a person said so. */
export const openSchemes = ['http', 'https', 'mailto'] as const;

/** Schemes that systems, browsers, editors, stores, meetings and wallets listen to: none of them is opened. */
export const closedSchemes: readonly string[] = (
  'about acrobat admin afp app appstore asset attachment bitcoin bitlocker blob bluetooth calculator callto cap cid ' +
  'chrome chrome-error chrome-extension chrome-untrusted com.example.app content cursor data dav davs devtools dict ' +
  'discord dns ed2k electron ethereum facetime facetime-audio fax feed file filesystem finger fish ftp ftps ' +
  'geo git git+ssh github-mac github-windows googlechrome gopher gtalk h323 hcp help hxxp icloud ' +
  'iax im imap intellij intent ipfs ipns ipp irc ircs itms itms-apps itms-services jabber jar javascript ' +
  'jetbrains jnlp ldap ldaps link local macappstore magnet maps market mid mms mms-search ' +
  'modem monero moz-extension ms-access ms-appinstaller ms-calculator ms-cxh ms-excel ms-gamingoverlay ' +
  'ms-help ms-its ms-msdt ms-officecmd ms-photos ms-powerpoint ms-publisher ms-quick-assist ms-screenclip ' +
  'ms-search ms-settings ms-store ms-teams ms-visio ms-windows-store ms-word ms-wpc msteams news nfs nntp notes ' +
  'nxm obsidian onenote openid opera parley pcast pkcs11 postgres proxy ptp rdp redis res resource rlogin ' +
  'rmi rsync rtsp s3 search search-ms service sftp sgn shell shortcuts sip sips skype slack smb sms smsto ' +
  'spotify ssh steam stun svn tel telnet tftp tg turn urn vbscript view-source vnc vscode vscode-insiders ' +
  'wais web+parley whatsapp wireguard ws wss wyciwyg x-apple.systempreferences x-devonthink xmpp zoommtg zotero'
).split(' ');
