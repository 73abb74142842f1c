import { describe, expect, it } from 'vitest';
import { codeFormat } from './code-format';

describe('the ending of a saved piece', () => {
  it.each([
    ['python', 'py'],
    ['TypeScript', 'ts'],
    [' c++ ', 'cpp'],
    ['csv', 'csv'],
    ['bash', 'sh'],
  ])('of %j is %s', (language, ending) => {
    expect(codeFormat(language).ending).toBe(ending);
  });

  // Catches: a language that a model chose so that a click on the file runs it, or that leads to another folder.
  it.each([
    '',
    'exe',
    'bat',
    'cmd',
    'vbs',
    'scr',
    'desktop',
    '../sh',
    'py/../../x',
    'constructor',
    '__proto__',
  ])('of %j is that of plain text', (language) => {
    expect(codeFormat(language).ending).toBe('txt');
  });
});
