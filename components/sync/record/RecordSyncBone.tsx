import { LineBone } from '../../panel/Skeletons.tsx';

/** The place of the sync's line until it is told, so that nothing moves under a hand. */
export const RecordSyncBone = () => (
  <div className="record-sync" aria-hidden="true">
    <span className="record-sync-line">
      <LineBone />
    </span>
  </div>
);
