// Babel strips the types; `npm run typecheck` checks them.
module.exports = {
	testMatch: ['<rootDir>/test/**/*.test.{ts,mts}'],
	moduleFileExtensions: ['ts', 'mts', 'js', 'cjs', 'mjs', 'json', 'node'],
	transform: {
		'\\.m?ts$': [
			'babel-jest',
			{
				presets: [
					['@babel/preset-env', { targets: { node: 'current' } }],
					['@babel/preset-typescript', { rewriteImportExtensions: false }],
				],
			},
		],
	},
	collectCoverageFrom: ['{nodes,credentials}/**/*.ts'],
	coverageThreshold: { global: { lines: 95, branches: 95 } },
	coverageReporters: ['text'],
	testTimeout: 20_000,
};
