import { expect, it } from 'vitest';
import { matching } from './matching.ts';

it('lists the choices that contain the text, and says how many more there are', () => {
  expect(matching(['City', 'capacity', 'name'], ' CITY ')).toEqual({ shown: ['City', 'capacity'], more: 0 });
  expect(matching(['City'], 'x')).toEqual({ shown: [], more: 0 });
  const many = Array.from({ length: 300 }, (_, at) => `column ${at}`);
  expect(matching(many, '')).toEqual({ shown: many.slice(0, 100), more: 200 });
  expect(matching(many, 'column 299')).toEqual({ shown: ['column 299'], more: 0 });
});
