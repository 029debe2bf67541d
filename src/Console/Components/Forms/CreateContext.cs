using System.Collections.Immutable;
using BackupConsole.Clusters;

namespace BackupConsole.Components.Forms;

/// <summary>A form that is open: what a page's fields work with.</summary>
/// <param name="Session">The cluster.</param>
/// <param name="Objects">What the form makes: first the object it is called after, then those that one refers to and are made before it.</param>
/// <param name="Access">Where the user may create the kind.</param>
public sealed record CreateContext(ClusterSession Session, ImmutableArray<NewObject> Objects, CreateAccess Access)
{
    /// <summary>The form of the object it is called after.</summary>
    public ManifestForm Form => Objects[0].Form;
}
