import type { UiTexts } from './en.ts';

export const uiRo: UiTexts = {
  placeholder: '',
};
