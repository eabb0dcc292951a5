import type { ClientConfig } from 'pg';
import { readConfig } from '../../server/config/read-config.ts';
import { openDatabase } from '../../server/database/database.ts';
import { createLog } from '../../server/lib/log.ts';
import { startSteward } from '../../server/main.ts';

/** The web process of Steward as it is, in a process of its own; tells its parent what CPU it has used, in microseconds, when asked. */

const { connection, secret, port } = JSON.parse(process.argv[2]!) as {
  connection: ClientConfig;
  secret: string;
  port: number;
};
const config = readConfig({
  PORT: String(port),
  STEWARD_ROLE: 'web',
  STEWARD_SECRET: secret,
  STEWARD_URL: `http://127.0.0.1:${port}`,
  LOG_LEVEL: 'error',
});
const database = openDatabase(connection, secret);
const steward = await startSteward(config, database, createLog('error'));
process.on('message', async (message) => {
  if (message === 'cpu') {
    const { user, system } = process.cpuUsage();
    process.send!({ cpu: user + system });
  } else {
    await steward.stop();
    await database.close();
    process.exit(0);
  }
});
process.send!('ready');
