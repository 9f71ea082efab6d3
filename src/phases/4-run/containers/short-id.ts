const hexId = /^[0-9a-f]{64}$/;

/** The first twelve digits of a container's id, which is what people see; a name that was given by hand is whole. */
export const shortId = (id: string): string => (hexId.test(id) ? id.slice(0, 12) : id);
