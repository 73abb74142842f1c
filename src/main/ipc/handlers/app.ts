import type { AppShell } from '#main/ports/app-shell';
import type { SettingsFeature } from '#main/features/settings/create-settings';
import type { Handlers } from '../handlers';
import { nothing } from './nothing';

export const appHandlers = (shell: AppShell, settings: SettingsFeature) =>
  ({
    'app.info': () => shell.info(),
    'app.newWindow': () => nothing(() => shell.newWindow()),
    'app.copyText': ({ text }) => nothing(() => shell.copyText(text)),
    'app.revealFolder': ({ folder }) => shell.revealFolder(folder).then(() => null),
    'app.reportProblem': (problem) => nothing(() => shell.reportProblem(problem)),
    'settings.get': () => settings.get(),
    'settings.update': ({ patch }) => settings.update(patch),
  }) satisfies Partial<Handlers>;
