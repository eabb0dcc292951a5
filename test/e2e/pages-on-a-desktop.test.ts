import { testEveryPage } from './every-page.ts';
import { DESKTOP } from './open-steward.ts';

testEveryPage(DESKTOP);
