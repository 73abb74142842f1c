import {
  Activity,
  ChartColumn,
  Cpu,
  Database,
  Info,
  Keyboard,
  KeyRound,
  ShieldCheck,
  SlidersHorizontal,
  Users,
} from 'lucide-react';
import { Suspense, useEffect, useRef, type RefObject } from 'react';
import { useIsReview } from '../../bridge/review-context';
import { ModelsPage } from '../../features/model-picker/index';
import { HealthPage } from '../../features/health/index';
import { PersonasPage } from '../../features/personas/index';
import { ProvidersPage } from '../../features/provider-keys/index';
import { AboutPage, GeneralPage } from '../../features/settings/index';
import { ShortcutsPage } from '../../features/shortcuts/index';
import { UsagePage } from '../../features/usage/index';
import { scrollWithinPage } from '../../lib/scroll-within';
import { Dialog } from '../../ui/dialog';
import { Tabs } from '../../ui/tabs';
import { DataTab } from './data-tab';
import { PrivacyTab } from './privacy-tab';
import type { SettingsPlace } from './settings-place';

interface Props {
  readonly place: SettingsPlace;
  readonly onMove: (place: SettingsPlace) => void;
  readonly onClose: () => void;
}

/** Settings: one page a tab. Every change is saved at once. */
export default function SettingsDialog({ place, onMove, onClose }: Props) {
  const content = useRef<HTMLDivElement>(null);
  const isReview = useIsReview();
  const { section } = place;
  useEffect(() => (section === undefined ? undefined : showSection(content, section)), [section]);
  const icon = { size: 15, 'aria-hidden': true } as const;
  const pages = [
    { name: 'General', icon: <SlidersHorizontal {...icon} />, content: <GeneralPage /> },
    {
      name: 'Providers',
      icon: <KeyRound {...icon} />,
      content: <ProvidersPage focusOn={place.providerId} />,
    },
    { name: 'Models', icon: <Cpu {...icon} />, content: <ModelsPage /> },
    { name: 'Personas', icon: <Users {...icon} />, content: <PersonasPage /> },
    { name: 'Shortcuts', icon: <Keyboard {...icon} />, content: <ShortcutsPage /> },
    { name: 'Data', icon: <Database {...icon} />, content: <DataTab /> },
    {
      name: 'Usage',
      icon: <ChartColumn {...icon} />,
      content: (
        <Suspense>
          <UsagePage />
        </Suspense>
      ),
    },
    {
      name: 'Health',
      icon: <Activity {...icon} />,
      content: (
        <Suspense>
          <HealthPage />
        </Suspense>
      ),
    },
    { name: 'Privacy', icon: <ShieldCheck {...icon} />, content: <PrivacyTab /> },
    { name: 'About', icon: <Info {...icon} />, content: <AboutPage /> },
  ];
  return (
    <Dialog
      isOpen
      onClose={onClose}
      title="Settings"
      size="w-[820px] h-[min(620px,86vh)]"
      initialFocus={() => firstFocus(content.current)}
    >
      <div ref={content} className="flex min-h-0 flex-1">
        <Tabs
          label="Settings"
          pages={isReview ? pages.filter(({ name }) => name === 'Usage' || name === 'About') : pages}
          current={isReview && place.tab !== 'About' ? 'Usage' : place.tab}
          onChange={(tab) => onMove({ tab, providerId: null })}
        />
      </div>
    </Dialog>
  );
}

/** The field of the provider that Settings were opened for; else the current tab, where arrows go on to the others. */
const firstFocus = (content: HTMLElement | null): HTMLElement | null =>
  content?.querySelector<HTMLElement>('[data-sought] input') ??
  content?.querySelector<HTMLElement>('[role=tab][aria-selected=true]') ??
  null;

/** Once it is there: what a section shows is read first. What comes above it later does not move it. */
function showSection(content: RefObject<HTMLElement | null>, name: string): () => void {
  const show = (): boolean => {
    const found = content.current?.querySelector(`section[aria-label="${CSS.escape(name)}"]`) ?? null;
    if (found === null) return false;
    scrollWithinPage(found, 'start');
    found.querySelector<HTMLElement>('button, input, select')?.focus({ preventScroll: true });
    return true;
  };
  const observer = new MutationObserver(() => show() && observer.disconnect());
  const begin = (): void => {
    if (!show() && content.current !== null)
      observer.observe(content.current, { childList: true, subtree: true });
  };
  // After the dialog has put the focus where it does by itself.
  const frame = requestAnimationFrame(begin);
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
  };
}
