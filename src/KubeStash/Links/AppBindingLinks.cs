using BackupConsole.KubeStash.Addons;
using BackupConsole.Kubernetes.Objects;

namespace BackupConsole.KubeStash.Links;

/// <summary>What AppBindings refer to.</summary>
public static class AppBindingLinks
{
    /// <summary>How to log in.</summary>
    public static Link<AppBindingRow> Secret { get; } = new("secret", BuiltInKinds.Secret, row => row.Secret);

    /// <summary>The object that runs the application.</summary>
    public static Link<AppBindingRow> App { get; } = new("app", null, row => row.App is { } app ? LinkKey.Of(app) : null);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Link<AppBindingRow>> All { get; } = [Secret, App];
}
