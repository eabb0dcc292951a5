import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent: for what can be acted on, and for nothing else. */
const iris: MantineColorsTuple = [
  '#eef1fb',
  '#dfe4f7',
  '#c0caf0',
  '#a3b2ea',
  '#8496e2',
  '#6a7fd9',
  '#4a60c9',
  '#3f52b1',
  '#344493',
  '#283570',
];

/** Health and danger, dark enough on white and light enough on black to be read as text (WCAG AA). */
const green: MantineColorsTuple = [
  '#e8f5ec',
  '#d3ebda',
  '#a9d8b8',
  '#7cc795',
  '#55b576',
  '#359a5a',
  '#1d7a42',
  '#176737',
  '#12542d',
  '#0c3d20',
];
const yellow: MantineColorsTuple = [
  '#fdf3dd',
  '#f9e7bd',
  '#f1cf80',
  '#e6b64d',
  '#d59f2a',
  '#b58113',
  '#8a5e00',
  '#754f00',
  '#5f4000',
  '#463000',
];
const red: MantineColorsTuple = [
  '#fcebe9',
  '#f8d7d3',
  '#f1b0a9',
  '#ec8f85',
  '#e5685b',
  '#d6453a',
  '#bb2d22',
  '#a0241b',
  '#821c15',
  '#5f140f',
];
const gray: MantineColorsTuple = [
  '#f7f8fa',
  '#f0f1f4',
  '#e5e7eb',
  '#d5d9df',
  '#bcc1ca',
  '#8f96a3',
  '#656c79',
  '#4b515c',
  '#33383f',
  '#1f2328',
];
const dark: MantineColorsTuple = [
  '#e4e6ea',
  '#c6cad2',
  '#a0a6b2',
  '#757c89',
  '#454b56',
  '#343942',
  '#272b32',
  '#1b1e23',
  '#15171b',
  '#0f1114',
];

export const theme = createTheme({
  primaryColor: 'iris',
  primaryShade: 6,
  autoContrast: true,
  colors: { iris, green, yellow, red, gray, dark },
  black: '#1f2328',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', Roboto, sans-serif",
  fontFamilyMonospace: "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  spacing: { xs: '0.5rem', sm: '0.75rem', md: '1rem', lg: '1.5rem', xl: '2rem' },
  headings: {
    fontWeight: '600',
    textWrap: 'pretty',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1.0625rem', lineHeight: '1.35' },
      h3: { fontSize: '0.9375rem', lineHeight: '1.4' },
      h4: { fontSize: '0.875rem', lineHeight: '1.45' },
    },
  },
  defaultRadius: 'sm',
  radius: { xs: '4px', sm: '6px', md: '8px', lg: '12px', xl: '16px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Text: { defaultProps: { size: 'md' } },
    Tooltip: { defaultProps: { openDelay: 250, withArrow: true, events: { hover: true, focus: true, touch: true } } },
    Modal: { defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Close' } } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // What stands where something is still coming says so.
    Skeleton: { defaultProps: { 'aria-busy': true } },
    Notification: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
    Badge: { defaultProps: { radius: 'sm', variant: 'light', tt: 'none', fw: 500 } },
  },
});

/** What Mantine's own greys miss of AA, and the surfaces that it has no name for. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-dimmed': '#5a616e',
    '--mantine-color-placeholder': '#6b7280',
    '--steward-quiet': '#f7f8fa',
    '--steward-raised': '#ffffff',
    '--steward-hover': '#f0f1f5',
    '--steward-selected': '#e9edfa',
    '--steward-line': '#e5e7eb',
    '--steward-accent-text': '#3f52b1',
    '--steward-green': '#1d7a42',
    '--steward-yellow': '#8a5e00',
    '--steward-red': '#bb2d22',
    '--steward-green-fill': '#e8f5ec',
    '--steward-yellow-fill': '#fdf3dd',
    '--steward-red-fill': '#fcebe9',
  },
  dark: {
    '--mantine-color-dimmed': '#a0a6b2',
    '--mantine-color-placeholder': '#8d94a1',
    '--steward-quiet': '#15171b',
    '--steward-raised': '#1f2227',
    '--steward-hover': '#262a31',
    '--steward-selected': '#2a3047',
    '--steward-line': '#2f343c',
    '--steward-accent-text': '#a3b2ea',
    '--steward-green': '#7cc795',
    '--steward-yellow': '#e6b64d',
    '--steward-red': '#f0988f',
    '--steward-green-fill': '#1c3326',
    '--steward-yellow-fill': '#3a2e14',
    '--steward-red-fill': '#3f2220',
  },
});
