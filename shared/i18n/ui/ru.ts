import type { UiTexts } from './en.ts';

export const uiRu: UiTexts = {
  placeholder: '',
};
