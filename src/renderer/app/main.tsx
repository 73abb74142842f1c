import '../ui/styles.css';
import { connectBridge } from '../bridge/port-bridge';
import { mountParley } from './mount-parley';

const place = document.getElementById('root');
if (place === null) throw new Error('The page has no root');
mountParley(connectBridge(), place);
