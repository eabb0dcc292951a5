// Runs one import in a process of its own, which a test kills: connection, secret and import come in the environment.
import { openDatabase } from '../../database/database.ts';
import { runImport } from './run-import.ts';

const { connection, secret, organisationId, importId, dataDir } = JSON.parse(process.env.IMPORT ?? '{}');
const database = openDatabase(connection, secret, { size: 2 });
await runImport(database, organisationId, importId, {
  dataDir,
  onProgress: ({ rows }) => process.stdout.write(`${rows}\n`),
});
await database.close();
