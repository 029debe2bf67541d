namespace BackupConsole.Sandbox.ApiServer.Kinds.Model;

/// <summary>The sets of verbs that kinds and subresources offer, in the order discovery lists them.</summary>
internal static class KindVerbs
{
    /// <summary>Everything a stored kind offers.</summary>
    public static IReadOnlyList<string> All { get; } = ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"];

    /// <summary>As <see cref="All"/>, for namespaces, which are not deleted by the collection.</summary>
    public static IReadOnlyList<string> AllButCollection { get; } = ["create", "delete", "get", "list", "patch", "update", "watch"];

    /// <summary>What subresources with a state of their own offer.</summary>
    public static IReadOnlyList<string> ReadAndChange { get; } = ["get", "patch", "update"];

    /// <summary>Reading only.</summary>
    public static IReadOnlyList<string> Read { get; } = ["get"];

    /// <summary>Reviews: asked by creating an object that is not stored.</summary>
    public static IReadOnlyList<string> Create { get; } = ["create"];
}
