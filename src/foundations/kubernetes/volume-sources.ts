/** Sources of volumes that the restricted level of the Pod Security Standards allows ("Volume Types"): nothing of the node, and no storage that a pod chooses by itself. */
export const restrictedVolumeSources: readonly string[] = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'image',
  'persistentVolumeClaim',
  'projected',
  'secret',
];
