/** Runs once around all scenario files. */
import { startSuite } from './lib/suite.mts';

export default async function globalSetup(): Promise<() => Promise<void>> {
	return await startSuite();
}
