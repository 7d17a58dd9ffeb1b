// Copies what tsc leaves behind: icons, the codex file and the output schema previews.
const { src, dest } = require('gulp');

exports.default = () =>
	src(['nodes/**/*.{svg,json}', 'credentials/**/*.svg'], { base: '.', encoding: false }).pipe(dest('dist'));
