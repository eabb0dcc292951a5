import { openInstallation } from '../../server/cli/open-installation.ts';
import { readConfig } from '../../server/config/read-config.ts';
import { createLog } from '../../server/lib/log.ts';
import { startSteward } from '../../server/main.ts';

// A whole Steward as its own process, to be killed: requests, jobs, recurring jobs, over the real embedded PostgreSQL.
const config = readConfig(process.env);
const installation = await openInstallation(config, () => {});
await startSteward(config, installation.database, createLog(config.logLevel));
console.log('ready');
// When the test itself is gone, nothing stays.
process.stdin.once('end', () => process.kill(process.pid, 'SIGKILL')).resume();
