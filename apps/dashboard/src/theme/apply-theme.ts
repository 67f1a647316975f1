/** Loaded before everything else, so that a dark page is dark from its first moment. */
import { applyTheme } from './theme.ts';

applyTheme();
