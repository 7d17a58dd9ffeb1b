/** README says what is true: its tables, links, commands and files. */
import { existsSync } from 'node:fs';
import path from 'node:path';
import { STATUSES } from '../../nodes/ClientSuccess/objects/index.ts';
import { Mismatch } from '../../nodes/ClientSuccess/records/coerce.ts';
import { customCoercion } from '../../nodes/ClientSuccess/records/customField.ts';
import { renderSections, updateReadme } from '../../scripts/generated/readmeTables.mts';
import { EXAMPLES, ROOT, read, tablesIn } from './files.mts';
import { LABELS } from './labels.mts';

const DOCUMENTS = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];

/** Text outside of code blocks, where nothing is a link or a heading. */
const prose = (markdown: string): string => markdown.replace(/^```[^]*?^```$/gm, '');

/** The anchors GitHub gives a document's headings. */
function anchors(markdown: string): Set<string> {
	const headings = [...prose(markdown).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => heading);
	return new Set(
		headings.map((heading) =>
			heading
				.toLowerCase()
				.replace(/[^\p{Letter}\p{Number} _-]/gu, '')
				.replaceAll(' ', '-'),
		),
	);
}

const links = (markdown: string): string[] => [...prose(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);

describe.each(DOCUMENTS)('%s', (document) => {
	const local = links(read(document)).filter((target) => !/^(https?|mailto):/.test(target));

	it('links to files that exist', () => {
		const files = local.map((target) => target.split('#')[0] ?? '').filter((file) => file !== '');
		expect(files.filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
	});

	it('links to headings that exist', () => {
		const broken = local.filter((target) => {
			const [file = '', anchor] = target.split('#');
			return anchor !== undefined && !anchors(read(file === '' ? document : file)).has(anchor);
		});
		expect(broken).toEqual([]);
	});

	it('names npm scripts that exist', () => {
		const { scripts }: { scripts: Record<string, string> } = JSON.parse(read('package.json'));
		const named = [...read(document).matchAll(/npm (?:run )?(?:--silent )?(test|(?<=run (?:--silent )?)[\w:-]+)/g)].map(([, script = '']) => script);
		expect(named.filter((script) => !(script in scripts))).toEqual([]);
	});

	it('names files of this repository that exist', () => {
		const named = [...read(document).matchAll(/`((?:nodes|credentials|examples|scripts|sandbox|demo|engine|campaign|compat|bench|e2e|docs|test|\.github)\/[\w./-]*)`/g)];
		expect(named.map(([, file = '']) => file).filter((file) => !existsSync(path.join(ROOT, file)))).toEqual([]);
	});
});

describe('README', () => {
	const readme = read('README.md');

	it('has the tables that follow from the node (npx node scripts/generate.mts --write)', () => {
		expect(updateReadme(readme)).toBe(readme);
	});

	it('is told when a generated section is missing, unknown or there twice', () => {
		expect(() => updateReadme('')).toThrow(`no generated section ${[...renderSections().keys()].join(', ')}`);
		expect(() => updateReadme(`${readme}<!-- generated:other -->\n<!-- /generated -->`)).toThrow('other');
		expect(() => updateReadme(`${readme}<!-- generated:options -->\n<!-- /generated -->`)).toThrow('options');
	});

	it('names every parameter, option and choice as the editor does', () => {
		const statuses: readonly string[] = STATUSES;
		const labels = [...LABELS].filter((label) => !statuses.includes(label.toUpperCase()));
		expect(labels.filter((label) => !readme.includes(label))).toEqual([]);
	});

	it('lists no parameter, option or choice that the editor does not have', () => {
		const listed = [...readme.matchAll(/^\| \*\*(.+?)\*\*/gm)].flatMap(([, name = '']) => name.split(' > '));
		expect(listed).toEqual(expect.arrayContaining(['Return All', 'By External ID', 'Record Created']));
		expect(listed.filter((name) => !LABELS.has(name))).toEqual([]);
	});

	it('lists the types of custom fields that the node knows', () => {
		const [, rows = ''] = /^\| Type in ClientSuccess \|.*\n.*\n((?:\|.*\n)+)/m.exec(readme) ?? [];
		const types = [...rows.matchAll(/^\| (.+?) \|/gm)].flatMap(([, names = '']) => names.split(', '));
		expect(types.length).toBeGreaterThan(0);
		// A list of booleans fits no type, and is sent as it is where the type isn't known.
		const isJudged = (typeName: string) => {
			const choices = [{ label: 'Gold', value: 'gold', archived: false }];
			const toType = customCoercion({ key: 'tier__cs', label: 'Tier', typeName, required: false, choices }, 'UTC');
			return toType([true]) instanceof Mismatch;
		};
		expect(types.filter((name) => !isJudged(name))).toEqual([]);
		expect(isJudged('Formula')).toBe(false);
	});

	it('names every example, and no other', () => {
		const named = [...readme.matchAll(/\]\(examples\/([\w-]+\.json)\)/g)].map(([, name]) => name);
		expect([...new Set(named)].sort()).toEqual(EXAMPLES);
	});

	it("has the examples' tables as their sticky notes have them", () => {
		const expected = new Set(EXAMPLES.flatMap((name) => tablesIn(read(`examples/${name}`).replaceAll('\\n', '\n'))));
		expect(new Set(tablesIn(readme))).toEqual(expected);
	});

	it('has the headings to which the editor and the credential lead', () => {
		const targets = ['credentials/ClientSuccessApi.credentials.ts', 'nodes/ClientSuccess/ClientSuccess.node.json', 'nodes/ClientSuccess/ClientSuccessTrigger.node.json', 'package.json']
			.flatMap((file) => [...read(file).matchAll(/n8n-nodes-clientsuccess#([\w-]+)/g)])
			.map(([, anchor = '']) => anchor)
			.filter((anchor) => anchor !== 'readme');
		expect(targets.length).toBeGreaterThan(0);
		expect(targets.filter((anchor) => !anchors(readme).has(anchor))).toEqual([]);
	});

	it('shows the two commands that .ci/run runs', () => {
		for (const command of ['npm ci && npm run demo', 'npm ci && npm test']) {
			expect(read('.ci/run')).toContain(command);
			expect(readme).toContain(`\n${command}\n`);
		}
	});
});
