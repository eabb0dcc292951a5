import { testEveryPage } from './every-page.ts';
import { PHONE } from './open-steward.ts';

testEveryPage(PHONE);
