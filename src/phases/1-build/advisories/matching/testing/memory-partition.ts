export { memoryPartition } from '../../memory-partition.ts';
