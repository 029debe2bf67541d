namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>The one way objects change, for requests and for code inside the process alike.</summary>
internal sealed class ObjectWrites
{
    public ObjectWrites(ClusterState state)
    {
        State = state;
        Admission admission = new(state.Store, state.Webhooks);
        Creation = new(state, admission);
        Update = new(state, admission, Creation);
        Deletion = new(state, admission);
    }

    public ClusterState State { get; }

    public ObjectCreation Creation { get; }

    public ObjectUpdate Update { get; }

    public ObjectDeletion Deletion { get; }
}
