import { createRootRoute, createRoute, createRouter, lazyRouteComponent } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { loadPart } from './connection.ts';
import { limitKeys, previewKeys } from './imports/options.ts';
import { Failure } from './shell/Failure.tsx';
import { NotFound } from './shell/NotFound.tsx';
import { Shell } from './shell/Shell.tsx';

/** Picks the named query parameters, as text; all others are dropped. */
const texts =
  <K extends string>(...names: readonly K[]) =>
  (search: Record<string, unknown>): { [N in K]?: string } =>
    Object.fromEntries(
      names.flatMap((name) =>
        search[name] === undefined || search[name] === '' ? [] : [[name, String(search[name])]],
      ),
    ) as { [N in K]?: string };

/** A page that is loaded when it is opened; while Sluice is unreachable the navigation waits. */
const page = <M extends Record<string, unknown>, K extends keyof M & string>(load: () => Promise<M>, name: K) =>
  lazyRouteComponent(() => loadPart(load) as Promise<Record<K, () => ReactNode>>, name);

const root = createRootRoute();
const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: texts('next', 'expired'),
  component: page(() => import('./session/SignInPage.tsx'), 'SignInPage'),
});
const shell = createRoute({ getParentRoute: () => root, id: 'shell', component: Shell });
const getParentRoute = () => shell;

const pages = [
  createRoute({
    getParentRoute,
    path: '/',
    component: page(() => import('./home/HomePage.tsx'), 'HomePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/imports',
    validateSearch: texts('state', 'q', 'from', 'to', 'sort'),
    component: page(() => import('./imports/ImportsPage.tsx'), 'ImportsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/imports/new',
    validateSearch: texts(
      'doc',
      'importer',
      'on_invalid',
      'on_duplicate',
      'on_new',
      'on_blank',
      'on_absent',
      ...limitKeys,
      ...previewKeys,
      'mapping',
      'synonyms',
      'step',
      'problems',
    ),
    component: page(() => import('./imports/new/NewImportPage.tsx'), 'NewImportPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/imports/$importer/$jobId',
    validateSearch: texts('q', 'code'),
    component: page(() => import('./imports/ImportPage.tsx'), 'ImportPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/rows/$importer',
    validateSearch: texts('import', 'column', 'value', 'q', 'sort', 'cursor', 'back'),
    component: page(() => import('./rows/RowsPage.tsx'), 'RowsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/analyses',
    validateSearch: texts('tool', 'state', 'q', 'from', 'to', 'sort'),
    component: page(() => import('./analyses/AnalysesPage.tsx'), 'AnalysesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/analyses/new',
    validateSearch: texts('doc', 'tool', 'parameters'),
    component: page(() => import('./analyses/NewAnalysisPage.tsx'), 'NewAnalysisPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/analyses/$analysisId',
    validateSearch: texts('tab', 'column'),
    component: page(() => import('./analyses/AnalysisPage.tsx'), 'AnalysisPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/documents',
    validateSearch: texts('status', 'q', 'sort'),
    component: page(() => import('./documents/DocumentsPage.tsx'), 'DocumentsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/importers',
    validateSearch: texts('q', 'show'),
    component: page(() => import('./importers/ImportersPage.tsx'), 'ImportersPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/importers/$importer',
    validateSearch: texts('tab', 'version', 'with'),
    component: page(() => import('./importers/ImporterPage.tsx'), 'ImporterPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/importers/$importer/edit',
    validateSearch: texts('view', 'doc', 'version'),
    component: page(() => import('./importers/EditImporterPage.tsx'), 'EditImporterPage'),
  }),
  // Not below /importers, where an importer may have any name.
  createRoute({
    getParentRoute,
    path: '/new-importer',
    validateSearch: texts('view', 'doc', ...previewKeys),
    component: page(() => import('./importers/draft/NewImporterPage.tsx'), 'NewImporterPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/operator/jobs',
    validateSearch: texts('kind', 'state', 'account', 'q', 'from', 'to', 'range', 'view', 'sort'),
    component: page(() => import('./operator/JobsPage.tsx'), 'JobsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/operator/failed-uploads',
    validateSearch: texts('tool', 'account', 'from', 'to', 'run', 'sort'),
    component: page(() => import('./operator/FailedDeliveriesPage.tsx'), 'FailedDeliveriesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/operator/storage',
    component: page(() => import('./operator/StoragePage.tsx'), 'StoragePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/operator/traces',
    validateSearch: texts('operation', 'status', 'id', 'account', 'from', 'to'),
    component: page(() => import('./operator/TracesPage.tsx'), 'TracesPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/operator/traces/$traceId',
    component: page(() => import('./operator/TracePage.tsx'), 'TracePage'),
  }),
  createRoute({
    getParentRoute,
    path: '/operator/errors',
    validateSearch: texts('code', 'operation', 'account', 'from', 'to'),
    component: page(() => import('./operator/ErrorsPage.tsx'), 'ErrorsPage'),
  }),
  createRoute({
    getParentRoute,
    path: '/operator/audit',
    validateSearch: texts('action', 'actor', 'id', 'account', 'from', 'to'),
    component: page(() => import('./operator/AuditPage.tsx'), 'AuditPage'),
  }),
  // Within the shell, so that the navigation stays.
  createRoute({ getParentRoute, path: '$', component: NotFound }),
] as const;

export const router = createRouter({
  routeTree: root.addChildren([signIn, shell.addChildren(pages)]),
  defaultPreload: 'intent',
  defaultErrorComponent: Failure,
  defaultNotFoundComponent: NotFound,
  // Numbers and booleans in the URL stay text: ids may look like either.
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => {
    const text = new URLSearchParams(
      Object.entries(search).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
    ).toString();
    return text && `?${text}`;
  },
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
