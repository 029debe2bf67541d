using BackupConsole.Clusters;

namespace BackupConsole.Components.Forms;

/// <summary>A form that is open: what a page's fields work with.</summary>
/// <param name="Session">The cluster.</param>
/// <param name="Form">The form.</param>
/// <param name="Access">Where the user may create the kind.</param>
public sealed record CreateContext(ClusterSession Session, ManifestForm Form, CreateAccess Access);
