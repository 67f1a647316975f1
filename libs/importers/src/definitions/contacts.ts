import { tags, text } from '../column-types.ts';
import { email } from '../email.ts';
import type { Importer } from '../types.ts';

/** People and how to reach them. */
export const contacts = {
  name: 'contacts',
  key: 'email',
  columns: [
    {
      name: 'name',
      aliases: ['full name', 'contact', 'contact name'],
      type: text(255),
      required: true,
      example: 'Zoë Müller',
      description: 'Full name.',
    },
    {
      name: 'email',
      aliases: ['e-mail address', 'mail', 'email address'],
      type: email,
      required: true,
      example: 'zoe@example.com',
      description: 'Unique in your account, ignoring case.',
    },
    {
      name: 'phone',
      aliases: ['telephone', 'tel', 'mobile', 'phone number'],
      type: text(64),
      example: '0049 30 1234567',
      description: 'Kept exactly as written, including leading zeros and +.',
    },
    {
      name: 'company',
      aliases: ['organisation', 'organization', 'employer'],
      type: text(255),
      example: 'Example GmbH',
      description: 'Employer.',
    },
    {
      name: 'tags',
      aliases: ['labels', 'groups'],
      type: tags(50, 64),
      example: 'customer, newsletter',
      description: 'Semicolons also work as separators.',
    },
  ],
} as const satisfies Importer;
