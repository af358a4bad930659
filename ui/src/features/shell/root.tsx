import { AppShell } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, useRef } from 'react';
import { useLive } from '~/api/live';
import { sessionQuery } from '~/api/queries';
import { Loaded } from '~/ui/loaded';
import { Loading } from '~/ui/states';
import { HealthBanner } from '../health/banner';
import { Help } from './help';
import { Rail } from './rail';
import classes from './shell.module.css';
import { useShortcuts } from './shortcuts';
import { SignIn } from './sign-in';
import { TopBar } from './top-bar';

const Finder = lazy(() => import('./finder'));

/** Lets nobody past who has to sign in first. */
export function Root() {
  return (
    <Loaded query={useQuery(sessionQuery())} what="the session" loading={null}>
      {(session) => (session.required && !session.authenticated ? <SignIn /> : <Shell />)}
    </Loaded>
  );
}

function Shell() {
  const [menu, { toggle, close }] = useDisclosure(false);
  const [help, helpDialog] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const insight = path.startsWith('/insights');
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useShortcuts(helpDialog.toggle);
  useLive();

  // Someone who cannot see the page change hears the new one: focus moves to its beginning.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is the event
  useEffect(() => {
    close();
    // Whoever walks along tabs stays on them.
    const onTab = document.activeElement?.getAttribute('role') === 'tab';
    if (!first.current && !onTab) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [path]);

  return (
    <>
      <a className="skip-link" href="#content">
        Skip to content
      </a>
      <AppShell
        layout="alt"
        padding="lg"
        header={{ height: { base: insight ? 100 : 52, sm: 52 } }}
        navbar={{ width: 212, breakpoint: 'sm', collapsed: { mobile: !menu } }}
      >
        <AppShell.Header className={classes.header}>
          <TopBar menu={menu} toggleMenu={toggle} openHelp={helpDialog.open} insight={insight} />
        </AppShell.Header>
        <AppShell.Navbar className={classes.rail} p="sm">
          <Rail toggleMenu={toggle} />
        </AppShell.Navbar>
        <AppShell.Main id="content" ref={main} tabIndex={-1}>
          <HealthBanner />
          <Suspense fallback={<Loading />}>
            <Outlet />
          </Suspense>
        </AppShell.Main>
      </AppShell>
      <Help opened={help} close={helpDialog.close} />
      <Suspense>
        <Finder />
      </Suspense>
    </>
  );
}
