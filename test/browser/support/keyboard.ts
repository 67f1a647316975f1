import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

export interface Focus {
  readonly role: string;
  readonly name: RegExp;
}

/** More than any page of the tests has. */
const MOST_STOPS = 200;

/** Runs in the page: the texts that may name what has the focus. Whether they do, and its role, is then asked of the browser. */
const NAMES = `(() => {
  const element = document.activeElement;
  const ids = (element.getAttribute('aria-labelledby') ?? '').split(' ');
  const texts = [element, ...(element.labels ?? []), ...ids.map((id) => document.getElementById(id))].map((one) => one?.innerText);
  return [element.getAttribute('aria-label'), ...texts].join(' ').replace(/\\s+/g, ' ');
})()`;

/** Waits until the element has the focus, which moves a frame after whatever moved it. */
export const hasFocus = (page: Page, element: Locator): Promise<void> => element.and(page.locator(':focus')).waitFor();

/** Presses Tab until the element has focus; fails if the keyboard cannot reach it. */
export async function tabTo(page: Page, { role, name }: Focus): Promise<void> {
  const wanted = page.getByRole(role as 'button', { name });
  const words = new RegExp(name.source.replace(/^\^|\$$/g, ''), name.flags);
  for (let stop = 0; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    if (!words.test(await page.evaluate<string>(NAMES))) continue;
    for (const candidate of await wanted.all()) {
      if (await candidate.evaluate((element) => element === document.activeElement)) return;
    }
  }
  throw new Error(`the keyboard cannot reach the ${role} ${name}`);
}

/** Presses Tab until the element has focus, then Enter. */
export async function press(page: Page, role: string, name: RegExp): Promise<void> {
  await tabTo(page, { role, name });
  await page.keyboard.press('Enter');
}

interface Stop {
  readonly name: string;
  /** Something around the element shows that it has the focus. */
  readonly isDrawn: boolean;
  /** It is on the screen, and nothing is in front of it. */
  readonly isInSight: boolean;
}

/** Runs in the page: before each Tab notes where the focus is, until it has left the page. */
const WATCH = `(() => {
  const isDrawn = (one) => {
    const { outlineStyle, outlineWidth } = getComputedStyle(one);
    return outlineStyle !== 'none' && parseFloat(outlineWidth) > 0;
  };
  const within = (value, most) => Math.min(Math.max(value, 0), most - 1);
  const look = (element) => {
    // A hidden input is drawn by its label.
    const label = element.closest('label');
    const drawn = [element, element.parentElement, ...(label ? [label, ...label.querySelectorAll('*')] : [])];
    const place = (label && element.matches('input') ? label : element).getBoundingClientRect();
    const front = document.elementFromPoint(
      within(place.left + place.width / 2, innerWidth),
      within(place.top + Math.min(place.height, 40) / 2, innerHeight),
    );
    const isOnScreen = place.bottom > 0 && place.top < innerHeight && place.right > 0 && place.left < innerWidth;
    const isInFront = front !== null && (element.contains(front) || front.contains(element) || label?.contains(front) === true);
    const name = element.getAttribute('aria-label') ?? label?.innerText ?? element.innerText ?? '';
    return {
      name: element.tagName.toLowerCase() + ' ' + name.trim().slice(0, 60),
      isDrawn: drawn.some(isDrawn),
      isInSight: isOnScreen && isInFront,
    };
  };
  window.scrollTo(0, 0);
  const title = document.getElementById('page-title');
  title.focus({ preventScroll: true });
  window.stops = [];
  window.hasLeft = false;
  window.unwatch?.();
  const note = ({ key }) => {
    const element = document.activeElement;
    if (key !== 'Tab' || window.hasLeft || element === title) return;
    if (element === document.body) window.hasLeft = true;
    else window.stops.push(look(element));
  };
  window.addEventListener('keydown', note, true);
  window.unwatch = () => window.removeEventListener('keydown', note, true);
})()`;

/**
 * Presses Tab from the title of the page to its end. Expects the focus to be drawn and in sight wherever it is, and to leave the
 * page in the end.
 */
export async function tabThrough(page: Page, what: string): Promise<void> {
  await page.evaluate(WATCH);
  for (let stop = 1; stop < MOST_STOPS; stop++) {
    await page.keyboard.press('Tab');
    // Asking after each one would take twice as long.
    if (stop % 8 > 0 || !(await page.evaluate<boolean>('hasLeft'))) continue;
    const stops = await page.evaluate<Stop[]>('stops');
    const wrong = stops.flatMap(({ name, isDrawn, isInSight }) => [
      ...(isDrawn ? [] : [`${name} does not show that it has the focus`]),
      ...(isInSight ? [] : [`${name} has the focus and is not in sight`]),
    ]);
    expect(wrong, `the keyboard on ${what}`).toEqual([]);
    return expect(stops.length, what).toBeGreaterThan(0);
  }
  throw new Error(`the focus does not leave ${what}`);
}
