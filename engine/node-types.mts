/** The node types a run knows, found by the name workflows store. */
import type { IDataObject, INodeType, INodeTypes, IVersionedNodeType } from 'n8n-workflow';
import { workflow as n8n } from './n8n.cjs';

type AnyNodeType = INodeType | IVersionedNodeType;

/** A node type under the name workflows store, e.g. `n8n-nodes-clientsuccess.clientSuccess`: its class, or an instance. */
export type NodeTypeMap = Readonly<Record<string, AnyNodeType | (new () => AnyNodeType)>>;

/** Looks node types up as n8n does, except that an unknown one is an error that names it. */
export class NodeTypeRegistry implements INodeTypes {
	private readonly types: ReadonlyMap<string, AnyNodeType>;

	constructor(types: NodeTypeMap) {
		this.types = new Map(
			Object.entries(types).map(([name, type]) => [name, typeof type === 'function' ? new type() : type]),
		);
	}

	getByName(name: string): AnyNodeType {
		const type = this.types.get(name);
		if (type) return type;
		throw new Error(`Node type ${name} is not registered. Known: ${[...this.types.keys()].join(', ')}`);
	}

	getByNameAndVersion(name: string, version?: number): INodeType {
		return n8n.NodeHelpers.getVersionedNodeType(this.getByName(name), version);
	}

	getKnownTypes(): IDataObject {
		return {};
	}
}
