import { describe, expect, it } from 'vitest';
import { lastLines, runCommand, withoutNpmRun } from './run-command.mjs';

describe('withoutNpmRun', () => {
  it("forgets the outer npm's project and a production setting, and keeps registry, proxy and certificates", () => {
    const kept = {
      PATH: '/bin',
      HTTPS_PROXY: 'http://proxy',
      npm_config_registry: 'http://mirror',
      npm_config_cafile: '/ca.pem',
      npm_config_cache: '/cache',
    };
    const dropped = {
      NODE_ENV: 'production',
      INIT_CWD: '/elsewhere',
      npm_command: 'run-script',
      npm_config_local_prefix: '/project',
      npm_config_omit: 'dev',
      npm_lifecycle_event: 'start',
      npm_package_name: 'parley',
    };
    expect(withoutNpmRun({ ...kept, ...dropped })).toEqual(kept);
  });
});

describe('runCommand', () => {
  it('gives exit code and output, and throws for no program', async () => {
    const script = 'console.log("out"); console.error("err"); process.exit(3)';
    const { code, output } = await runCommand(process.execPath, ['-e', script]);
    expect(code).toBe(3);
    expect(output).toContain('out');
    expect(output).toContain('err');
    expect((await runCommand('/no/such/program', [])).code).not.toBe(0);
  });
});

it('lastLines keeps the end', () => {
  expect(lastLines('a\nb\nc\n', 2)).toBe('b\nc');
});
