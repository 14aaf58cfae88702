/** What a secondary range is for, by the words people name it with. */
const serviceWords = /services?|svcs?|srv/i;
const podWords = /pods?/i;
/** Words that also name what has both ranges: `gke-cluster-services`. */
const weakPodWords = /cluster|container|alias/i;

/** `undefined` where the name says neither, or both. */
export function roleOfRangeName(name: string): 'pod' | 'service' | undefined {
  const service = serviceWords.test(name);
  const pod = podWords.test(name);
  if (service && pod) return undefined;
  if (service) return 'service';
  return pod || weakPodWords.test(name) ? 'pod' : undefined;
}
