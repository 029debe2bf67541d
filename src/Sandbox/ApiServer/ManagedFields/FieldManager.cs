using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Schemas;

namespace BackupConsole.Sandbox.ApiServer.ManagedFields;

/// <summary>A write as field ownership sees it.</summary>
/// <param name="Manager">Name of the manager (<see cref="ManagerId.NameOf"/>).</param>
/// <param name="Subresource">Subresource written through, such as <c>status</c>; empty for the object itself.</param>
/// <param name="Ignored">
/// Paths this way of writing cannot change: <c>status</c> where the kind has that subresource, everything else for it. Nobody gets to own
/// them by it.
/// </param>
/// <param name="Time">When it was written; null for now.</param>
internal sealed record FieldWrite(string Manager, string Subresource = "", FieldSet? Ignored = null, DateTimeOffset? Time = null);

/// <summary>
/// Keeps <c>metadata.managedFields</c> of one kind's objects, and server-side apply. Called after admission, with objects that are pruned and
/// defaulted; neither validates nor stores. An object that exists without the list (it was reset) is not tracked by updates until someone
/// applies. Times have whole seconds. Stateless but for the clock.
/// </summary>
/// <param name="schema">Schema of the kind.</param>
/// <param name="clock">Where times come from.</param>
internal sealed class FieldManager(ObjectSchema schema, TimeProvider clock)
{
    /// <summary>How many updating managers an object keeps; the oldest beyond are merged into one called <c>ancient-changes</c>.</summary>
    public const int MaxUpdateManagers = 10;

    private const string AncientChanges = "ancient-changes";
    private const string BeforeFirstApply = "before-first-apply";

    /// <summary>What nobody owns: identity and what the server itself writes.</summary>
    private static readonly FieldSet Unowned = FieldSet.OfFields(
        "apiVersion", "kind", "metadata", "metadata.name", "metadata.namespace", "metadata.creationTimestamp", "metadata.selfLink", "metadata.uid",
        "metadata.clusterName", "metadata.generation", "metadata.managedFields", "metadata.resourceVersion");

    private readonly string apiVersion = schema.Kind.ApiVersion;

    /// <summary>Never changed: shared by all requests.</summary>
    private readonly JsonObject unwritten = EmptyObjects.Of(schema.Kind);

    /// <summary>Records a creation. Everything is new, so nothing has to be compared and nobody gives way.</summary>
    /// <param name="value">The new object; gets its <c>managedFields</c>.</param>
    /// <param name="writes">Who makes it: the creator, then whoever gives it a first status.</param>
    public void Create(JsonObject value, params ReadOnlySpan<FieldWrite> writes)
    {
        (value["metadata"] as JsonObject)?.Remove("managedFields");
        FieldSet all = Created(value).Difference(Unowned);
        ManagedState state = new();
        foreach (FieldWrite write in writes)
        {
            FieldSet taken = write.Ignored is null ? all : all.WithoutSubtrees(write.Ignored);
            if (!taken.IsEmpty)
            {
                ManagerId id = new(Named(write.Manager), false, apiVersion, write.Subresource);
                FieldSet own = state.Owners.TryGetValue(id, out ManagedEntry? before) ? before.Fields.Union(taken) : taken;
                state.Owners[id] = new(own, apiVersion, write.Time ?? Now());
            }
        }

        state.WriteTo(value);
    }

    /// <summary>Records a replace or patch (other than apply).</summary>
    /// <param name="live">The stored object.</param>
    /// <param name="value">The new object; gets its <c>managedFields</c>.</param>
    public void Update(JsonObject live, JsonObject value, FieldWrite write)
    {
        ManagedState state = ManagedState.ForUpdate(live, value, write.Subresource.Length > 0);
        if (state.Owners.Count > 0)
        {
            Track(Bare(live), Bare(value), state, write);
            Cap(state);
        }

        state.WriteTo(value);
    }

    /// <summary>
    /// Merges an applied configuration: fields the manager applied before and no longer does go, unless others own them.
    /// </summary>
    /// <param name="live">The stored object; null when there is none.</param>
    /// <returns>The object to store, with its <c>managedFields</c>; to be pruned, defaulted and validated by the caller.</returns>
    /// <exception cref="WriteRefusedException">
    /// 409: others own fields this would change (not with <paramref name="force"/>); 400: another version, or <c>managedFields</c> given; 500: fields unknown to
    /// the schema.
    /// </exception>
    public JsonObject Apply(JsonObject? live, JsonObject config, FieldWrite write, bool force)
    {
        CheckConfig(config);
        JsonObject wanted = config.DeepClone().AsObject();
        if (wanted["metadata"] is JsonObject metadata)
        {
            MetadataCoercion.Normalize(metadata);
            metadata.Remove("creationTimestamp");
        }

        CheckTypes(wanted);
        JsonObject before = live ?? Empty();
        ManagedState state = ManagedState.Of(before);
        JsonObject current = Bare(before);
        if (state.Owners.Count == 0 && live is not null)
        {
            Track(unwritten, current, state, new(BeforeFirstApply));
        }

        Reconcile(state, current);
        JsonObject merged = FieldMerge.Merge(schema.Complete, current, wanted)!.AsObject();
        ManagerId self = new(Named(write.Manager), true, "", write.Subresource);
        ManagedEntry? last = state.Owners.GetValueOrDefault(self);
        FieldSet claimed = FieldSets.Of(schema.Complete, wanted).WithoutSubtrees(write.Ignored ?? new());
        state.Owners[self] = new(claimed, apiVersion, last?.Time);
        JsonObject result = TakeOutDropped(merged, state, last);
        FieldComparison comparison = FieldSets.Compare(schema.Complete, current, result).Without(write.Ignored ?? new());
        GiveWay(state, comparison, self, force, LastApplied.Allowed(schema.Complete, current, write.Manager));
        Finish(state, self, last, comparison);
        LastApplied.Sync(result, config, write.Manager);
        state.WriteTo(result);
        return result;
    }

    private void CheckConfig(JsonObject config)
    {
        string given = JsonTypes.Text(config["apiVersion"]) ?? "";
        if (config["metadata"] is JsonObject metadata && metadata["managedFields"] is not null)
        {
            throw WriteRefusedException.BadRequest("metadata.managedFields must be nil");
        }

        if (given != apiVersion)
        {
            throw WriteRefusedException.BadRequest($"Incorrect version specified in apply patch. Specified patch version: {given}, expected: {apiVersion}");
        }
    }

    private void CheckTypes(JsonObject config)
    {
        IReadOnlyList<string> errors = TypedCheck.Find(schema.Complete, config);
        if (errors.Count > 0)
        {
            string group = schema.Kind.Group.Length == 0 ? $"/{schema.Kind.Version}" : apiVersion;
            JsonObject? metadata = config["metadata"] as JsonObject;
            string name = $"{JsonTypes.Text(metadata?["namespace"]) ?? ""}/{JsonTypes.Text(metadata?["name"]) ?? ""}";
            string all = errors.Count == 1 ? errors[0] : $"errors:\n{string.Join("\n", errors.Select(error => $"  {error}"))}";
            throw new WriteRefusedException(500, "", $"failed to create typed patch object ({name}; {group}, Kind={schema.Kind.Kind}): {all}");
        }
    }

    private void Track(JsonObject before, JsonObject after, ManagedState state, FieldWrite write)
    {
        Reconcile(state, before);
        FieldComparison comparison = FieldSets.Compare(schema.Complete, before, after).Without(write.Ignored ?? new());
        GiveWay(state, comparison, null, force: true, new());
        FieldSet taken = comparison.Modified.Union(comparison.Added).Difference(Unowned);
        if (taken.IsEmpty)
        {
            return;
        }

        ManagerId id = new(Named(write.Manager), false, apiVersion, write.Subresource);
        FieldSet fields = state.Owners.TryGetValue(id, out ManagedEntry? own) ? own.Fields.Union(taken) : taken;
        state.Owners[id] = new(fields, apiVersion, Now());
    }

    /// <summary>Takes changed and removed fields from everyone else, or refuses.</summary>
    private static void GiveWay(ManagedState state, FieldComparison comparison, ManagerId? self, bool force, FieldSet allowed)
    {
        FieldSet changed = comparison.Modified.Union(comparison.Added);
        List<(ManagerId Owner, FieldSet Fields)> conflicts = [];
        foreach ((ManagerId id, ManagedEntry entry) in state.Owners)
        {
            FieldSet shared = entry.Fields.Intersection(changed);
            if (id != self && !shared.IsEmpty)
            {
                conflicts.Add((id, shared));
            }
        }

        (ManagerId Owner, FieldSet Fields)[] forbidden = [.. conflicts.Select(conflict => (conflict.Owner, Fields: conflict.Fields.Difference(allowed))).Where(conflict => !conflict.Fields.IsEmpty)];
        if (!force && forbidden.Length > 0)
        {
            throw Conflict(forbidden);
        }

        foreach ((ManagerId id, ManagedEntry entry) in state.Owners.ToArray())
        {
            if (id == self)
            {
                continue;
            }

            FieldSet left = entry.Fields.Difference(changed).Difference(comparison.Removed);
            if (left.IsEmpty)
            {
                state.Owners.Remove(id);
            }
            else
            {
                state.Owners[id] = entry with { Fields = left };
            }
        }
    }

    private static WriteRefusedException Conflict((ManagerId Owner, FieldSet Fields)[] conflicts)
    {
        List<FieldError> causes = [];
        List<string> words = [];
        foreach ((ManagerId owner, FieldSet fields) in conflicts)
        {
            string[] paths = [.. fields.Paths().Select(path => string.Concat(path))];
            causes.AddRange(paths.Select(path => new FieldError("FieldManagerConflict", path, $"conflict with {owner.Shown}")));
            words.Add($"conflicts with {owner.Shown}:");
            words.AddRange(paths.Select(path => $"- {path}"));
        }

        string message = causes.Count == 1
            ? $"Apply failed with 1 conflict: {causes[0].Message}: {causes[0].Field}"
            : $"Apply failed with {causes.Count} conflicts: {string.Join("\n", words)}";
        return WriteRefusedException.ApplyConflict(message, causes);
    }

    /// <summary>Takes out what this manager applied last time and not now, keeping what anyone owns.</summary>
    private JsonObject TakeOutDropped(JsonObject merged, ManagedState state, ManagedEntry? last)
    {
        if (last is null || last.Fields.IsEmpty)
        {
            return merged;
        }

        StructuralSchema type = schema.Complete;
        FieldSet dropped = last.Fields.WithNamedFields(type);
        FieldSet all = FieldSets.Of(type, merged).WithNamedFields(type);
        FieldSet owned = state.Owners.Values.Aggregate(new FieldSet(), (sum, entry) => sum.Union(entry.Fields)).WithNamedFields(type);
        JsonNode? pruned = FieldMerge.Remove(type, merged, dropped);
        FieldSet kept = FieldSets.Of(type, pruned).WithNamedFields(type).Union(owned);
        pruned = FieldMerge.Remove(type, merged, all.Difference(kept));
        FieldSet gone = all.Difference(FieldSets.Of(type, pruned).WithNamedFields(type)).Intersection(dropped);
        return FieldMerge.Remove(type, merged, gone) as JsonObject ?? Empty();
    }

    private void Finish(ManagedState state, ManagerId self, ManagedEntry? last, FieldComparison comparison)
    {
        FieldSet fields = state.Owners[self].Fields.Difference(Unowned);
        if (fields.IsEmpty)
        {
            state.Owners.Remove(self);
            return;
        }

        // An apply that changes neither the object nor what is owned leaves the time, so that the whole request changes nothing.
        bool same = comparison.IsSame && last is not null && last.Fields.SetEquals(fields) && last.ApiVersion == apiVersion;
        state.Owners[self] = new(fields, apiVersion, same ? last!.Time : Now());
    }

    private void Reconcile(ManagedState state, JsonObject live)
    {
        foreach ((ManagerId id, ManagedEntry entry) in state.Owners.ToArray())
        {
            state.Owners[id] = entry with { Fields = FieldSets.Reconcile(schema.Complete, live, entry.Fields) };
        }
    }

    private static void Cap(ManagedState state)
    {
        KeyValuePair<ManagerId, ManagedEntry>[] updaters = [.. state.Owners.Where(owner => !owner.Key.Applies).OrderBy(owner => owner.Value.Time?.ToUnixTimeSeconds() ?? 0).ThenBy(owner => owner.Key)];
        int count = updaters.Length;
        Dictionary<string, ManagerId> first = new(StringComparer.Ordinal);
        foreach ((ManagerId id, ManagedEntry entry) in updaters)
        {
            if (count <= MaxUpdateManagers)
            {
                return;
            }

            if (!first.TryGetValue(entry.ApiVersion, out ManagerId? oldest))
            {
                first[entry.ApiVersion] = id;
                continue;
            }

            ManagerId bucket = new(AncientChanges, false, entry.ApiVersion, "");
            if (!state.Owners.TryGetValue(bucket, out ManagedEntry? merged))
            {
                merged = state.Owners[oldest];
                state.Owners.Remove(oldest);
            }

            state.Owners[bucket] = new(merged.Fields.Union(entry.Fields), entry.ApiVersion, entry.Time);
            if (id != bucket)
            {
                state.Owners.Remove(id);
            }

            count--;
        }
    }

    private FieldSet Created(JsonObject value)
    {
        FieldComparison comparison = FieldSets.Compare(schema.Complete, unwritten, value);
        return comparison.Modified.IsEmpty ? comparison.Added : comparison.Added.Union(comparison.Modified);
    }

    private JsonObject Empty() => new() { ["apiVersion"] = apiVersion, ["kind"] = schema.Kind.Kind };

    private static JsonObject Bare(JsonObject value)
    {
        JsonObject bare = value.DeepClone().AsObject();
        (bare["metadata"] as JsonObject)?.Remove("managedFields");
        return bare;
    }

    private DateTimeOffset Now() => DateTimeOffset.FromUnixTimeSeconds(clock.GetUtcNow().ToUnixTimeSeconds());

    private static string Named(string manager) => manager.Length == 0 ? "unknown" : manager;
}
