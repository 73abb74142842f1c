import { parseInvocation } from '#main/bootstrap/invocation';
import { startApp } from '#main/bootstrap/start-app';
import { registerAppScheme } from '#main/platform/app-protocol';
import { closeNetwork } from '#main/platform/close-network';
import { refuseDebugging } from '#main/platform/debugging';

// All of this happens before the app is ready. Never await `app.whenReady()` here: an ES module that is the app's main
// entry is evaluated before `ready`, and would wait for itself.
refuseDebugging();
closeNetwork();
registerAppScheme();
await startApp(parseInvocation(process.argv.slice(1)));
