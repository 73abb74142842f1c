import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rawMember } from './raw-json';

describe('the text of a member as it was received', () => {
  it.each([
    ['{"item":{"b": 1.50, "a":"\\u00e9\\/"},"x":1}', '{"b": 1.50, "a":"\\u00e9\\/"}'],
    ['{ "x" : "item" , "item" : [ 1 , { "item" : 2 } ] }', '[ 1 , { "item" : 2 } ]'],
    ['{"x":{"item":1},"item":"a\\"b\\\\"}', '"a\\"b\\\\"'],
    ['{"\\u0069tem":-1.5e3}', '-1.5e3'],
    ['{"item":null}', 'null'],
    ['{"item" :true ,"y":[]}', 'true'],
    ['{"x":"}]{[","item":"}"}', '"}"'],
    ['{"items":1}', null],
    ['{}', null],
    ['[{"item":1}]', null],
    ['"item"', null],
  ])('of %s', (json, expected) => {
    expect(rawMember(json, 'item')).toBe(expected);
  });

  it('means the same as the parsed member, for any object', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), fc.nat(2), (object, indent) => {
        const json = JSON.stringify(object, null, indent);
        for (const [key, value] of Object.entries(JSON.parse(json) as Record<string, unknown>)) {
          const raw = rawMember(json, key);
          expect(raw === null ? undefined : (JSON.parse(raw) as unknown)).toEqual(value);
          expect(raw !== null && json.includes(raw)).toBe(true);
        }
      }),
    );
  });
});
