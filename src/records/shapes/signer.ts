import { isSigner, type Signer } from '../../core/index.ts';
import { type Shape, value } from '../shape.ts';

export const signerShape: Shape<Signer> = value('a signer', isSigner);
