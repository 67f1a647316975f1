/** Loaded first, so that a dark page never flashes light. */
import { applyTheme } from './theme.ts';

applyTheme();
