namespace BackupConsole.Sandbox.ApiServer.Kinds.BuiltIn;

/// <summary>The fields by which events can be selected, in their two forms.</summary>
internal static class EventFields
{
    /// <summary>Fields of events of the core group.</summary>
    public static IReadOnlyList<string> Core { get; } =
    [
        "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion",
        "involvedObject.resourceVersion", "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
    ];

    /// <summary>Fields of events of events.k8s.io.</summary>
    public static IReadOnlyList<string> EventsGroup { get; } =
    [
        "regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion",
        "regarding.resourceVersion", "regarding.fieldPath", "reason", "reportingController", "type",
    ];
}
