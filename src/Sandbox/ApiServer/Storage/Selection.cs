using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Storage;

/// <summary>Which objects of a kind a list, watch or deletion is about.</summary>
internal sealed class Selection
{
    private readonly LabelMatcher labels;
    private readonly FieldMatcher fields;

    /// <param name="ns">The namespace; null for all.</param>
    /// <exception cref="Schemas.WriteRefusedException">400: a selector cannot be read.</exception>
    public Selection(KindDefinition kind, string? ns, string? labelSelector, string? fieldSelector)
    {
        labels = LabelMatcher.Parse(labelSelector);
        fields = FieldMatcher.Parse(fieldSelector, kind);
        Namespace = ns;
    }

    /// <summary>The namespace; null for all.</summary>
    public string? Namespace { get; }

    /// <summary>Whether selectors are set, besides the namespace.</summary>
    public bool HasSelectors => !labels.IsEverything || !fields.IsEverything;

    /// <summary>The only name that fits; null when several may.</summary>
    public string? Name => fields.Name;

    /// <summary>The selected objects, in order.</summary>
    public IEnumerable<StoredObject> From(ObjectSet objects)
    {
        IEnumerable<StoredObject> found = objects.In(Namespace ?? fields.Namespace);
        return HasSelectors || Namespace is not null ? found.Where(Matches) : found;
    }

    /// <summary>Whether an object is selected.</summary>
    public bool Matches(StoredObject value) => (Namespace is null || value.Key.Namespace == Namespace) && labels.Matches(value.Labels) && fields.Matches(value);
}
