/** What an importer may be called: its name is a part of paths and of the names of tables. */
export const IMPORTER_NAME = /^[a-z](?:-?[a-z0-9])*$/;
export const IMPORTER_NAME_LENGTH = 32;
