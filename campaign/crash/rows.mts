/** The rows that are upserted. */

/** How many a run has. */
export const COUNT = 2000;

/** Both runs send the same. */
export const rows = Array.from({ length: COUNT }, (_, index) => ({
	name: `Client ${index}`,
	externalId: `ACC-${index}`,
	city: `City ${index % 50}`,
}));
