import { open } from 'node:fs/promises';
import { counted } from '@sluice/client';
