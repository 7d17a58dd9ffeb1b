/** What it brings that plain paths are read from the item: the same six values, evaluated by n8n's expression engine. */
import type { Backend } from './backend.mts';
import type { Figure } from './measure.mts';
import { figure, inTurn } from './measure.mts';
import { runNode } from './node.mts';
import { contacts, count, evaluatedContact, mappedContact } from './rows.mts';
import type { Scale } from './scale.mts';

export async function measureMapping(backend: Backend, { evaluated, rounds }: Scale): Promise<Figure[]> {
	const insert = (mapping: typeof mappedContact) => async () => {
		const rows = contacts(evaluated);
		await backend.reset();
		return (await runNode(backend, { resource: 'contact', operation: 'insert', ...mapping }, rows)).time;
	};
	const taken = await inTurn(rounds, { evaluated: insert(evaluatedContact), mapped: insert(mappedContact) });
	return [
		figure(`Bulk insert of ${count(evaluated)} contacts: six expressions that n8n evaluates ÷ six plain paths`, taken.ratio('evaluated', 'mapped')),
	];
}
