/** Installs n8n and the suite's tools into this folder, if they are not there: `node e2e/install.mts`. */
import { installDependencies } from './lib/install.mts';

await installDependencies();
