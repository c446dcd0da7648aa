import { t } from '../../lib/i18n.ts';
import { type StepName, TRANSFORMERS } from '../../lib/mapping/transform/registry.ts';

export const isStepName = (name: string): name is StepName => Object.hasOwn(TRANSFORMERS, name);

/** What a step is called; one of a later version only has its API name. */
export const stepName = (name: string): string => (isStepName(name) ? t(`mapping.step.${name}`) : name);
