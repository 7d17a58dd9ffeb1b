/** What gets published: nothing but what n8n needs, in the form that n8n accepts. */
import { readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { SCANS, scan } from './scanner.mts';
import { ROOT, pack, runScript } from './tarball.mts';
import type { Tarball } from './tarball.mts';

const TIMEOUT = 120_000;

let tarball: Tarball;
beforeAll(async () => {
	tarball = await pack();
}, TIMEOUT);
afterAll(async () => await tarball.remove());

const readManifest = async () => JSON.parse(await readFile(path.join(tarball.folder, 'package.json'), 'utf8'));

describe('the tarball', () => {
	it('holds the documents and what is built, and nothing else', () => {
		const allowed = [/^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$/, /^dist\/(nodes|credentials)\/[\w./]+\.(js|json|svg)$/];
		expect(tarball.files.filter((file) => !allowed.some((pattern) => pattern.test(file)))).toEqual([]);
		expect(tarball.files).toEqual(expect.arrayContaining(['LICENSE', 'README.md', 'package.json']));
	});

	it('holds no tests, sandbox, source maps, declarations or build information', () => {
		expect(tarball.files.filter((file) => /test|sandbox|demo|bench|e2e|\.map$|\.d\.ts$|tsbuildinfo/.test(file))).toEqual([]);
	});

	it('holds icons, codex and output schemas', () => {
		expect(tarball.files).toEqual(
			expect.arrayContaining([
				'dist/credentials/clientsuccess.dark.svg',
				'dist/credentials/clientsuccess.svg',
				'dist/nodes/ClientSuccess/ClientSuccess.node.json',
				'dist/nodes/ClientSuccess/ClientSuccessTrigger.node.js',
				'dist/nodes/ClientSuccess/ClientSuccessTrigger.node.json',
				'dist/nodes/ClientSuccess/__schema__/v1.0.0/contract/update.json',
				'dist/nodes/ClientSuccess/clientsuccess.dark.svg',
				'dist/nodes/ClientSuccess/clientsuccess.svg',
			]),
		);
	});

	it('says nothing of the machine it was made on', async () => {
		const texts = await Promise.all(tarball.files.map(async (file) => await readFile(path.join(tarball.folder, file), 'utf8')));
		expect(tarball.files.filter((_, index) => texts[index]?.includes(ROOT))).toEqual([]);
	});
});

describe('package.json', () => {
	it('has no dependencies but the n8n it runs in', async () => {
		const manifest = await readManifest();
		expect(manifest.peerDependencies).toEqual({ 'n8n-workflow': '*' });
		for (const key of ['dependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies', 'overrides']) {
			expect(manifest).not.toHaveProperty(key);
		}
	});

	it('runs nothing when it is installed', async () => {
		const { scripts } = await readManifest();
		const lifecycle = /^(pre|post)|^(install|prepare|publish|dependencies)$/;
		expect(Object.keys(scripts).filter((name) => lifecycle.test(name))).toEqual([]);
	});

	it('tells n8n where the nodes and credentials are', async () => {
		const { name, keywords, license, n8n } = await readManifest();
		expect({ name, license }).toEqual({ name: 'n8n-nodes-clientsuccess', license: 'MIT' });
		expect(keywords).toContain('n8n-community-node-package');
		expect(n8n).toMatchObject({ n8nNodesApiVersion: 1, strict: true });
		expect(tarball.files).toEqual(expect.arrayContaining([...n8n.nodes, ...n8n.credentials]));
	});
});

it('loads with nothing but n8n-workflow beside it', async () => {
	const { n8n } = await readManifest();
	const files: string[] = [...n8n.nodes, ...n8n.credentials].map((file) => path.join(tarball.folder, file));
	const script = `
		const [...files] = process.argv.slice(1);
		const names = files.flatMap((file) => Object.values(require(file)).map((type) => {
			const { description, name } = new type();
			return description?.name ?? name;
		}));
		console.log(JSON.stringify(names));`;
	const names = await runScript(script, files, { env: { NODE_PATH: path.join(ROOT, 'node_modules') } });
	expect(names).toEqual(['clientSuccess', 'clientSuccessTrigger', 'clientSuccessApi']);
});

describe("n8n's package scanner", () => {
	it.each(SCANS)(
		'passes %s',
		async (_, target) => {
			const folder = target === 'source' ? ROOT : tarball.folder;
			expect(await scan(folder, target)).toEqual({ passed: true });
		},
		TIMEOUT,
	);

	it(
		'refuses what n8n would refuse',
		async () => {
			const file = path.join(tarball.folder, 'dist', 'extra.js');
			await writeFile(file, "console.log(require('node:fs'), process.env);\n");
			const result = await scan(tarball.folder, 'tarball');
			await rm(file);
			expect(result).toMatchObject({ passed: false, details: expect.stringContaining('extra.js') });
		},
		TIMEOUT,
	);
});
