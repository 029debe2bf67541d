using System.Collections.Immutable;
using System.Text.Json.Nodes;
using BackupConsole.Kubernetes.Objects;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;
using BackupConsole.Sandbox.ApiServer.Schemas;
using BackupConsole.Sandbox.ApiServer.Storage;

namespace BackupConsole.Sandbox.ApiServer.Security;

/// <summary>Role-based access control by the Role, ClusterRole and binding objects in the store. Thread-safe.</summary>
internal sealed class Authorizer(ObjectStore store)
{
    private const string Group = ".rbac.authorization.k8s.io";
    private const string Roles = "roles" + Group;
    private const string ClusterRoles = "clusterroles" + Group;
    private const string RoleBindings = "rolebindings" + Group;
    private const string ClusterRoleBindings = "clusterrolebindings" + Group;

    private volatile Policy? policy;

    /// <summary>Whether a user may do something.</summary>
    public bool IsAllowed(UserInfo user, AccessAttributes access) => user.IsMaster || RulesFor(user, access.Namespace).Any(rule => rule.Allows(access));

    /// <summary>The rules that hold for a user, in a namespace or, without one, in the whole cluster.</summary>
    public IEnumerable<PolicyRule> RulesFor(UserInfo user, string ns) =>
        Current().Bindings.Where(binding => (binding.Namespace.Length == 0 || binding.Namespace == ns) && binding.Subjects.Any(subject => subject.Is(user))).SelectMany(binding => binding.Rules);

    /// <summary>Refuses what a user may not do.</summary>
    /// <exception cref="WriteRefusedException">403.</exception>
    public void Demand(UserInfo user, AccessAttributes access)
    {
        if (!IsAllowed(user, access))
        {
            throw Refusal(user, access);
        }
    }

    /// <summary>The refusal, in the server's words.</summary>
    public static WriteRefusedException Refusal(UserInfo user, AccessAttributes access)
    {
        string who = $"User {GoText.Quote(user.Name)}";
        if (!access.IsResource)
        {
            return new(403, "Forbidden", $"forbidden: {who} cannot {access.Verb} path {GoText.Quote(access.Path)}", []);
        }

        string resource = access.Subresource.Length == 0 ? access.Resource : $"{access.Resource}/{access.Subresource}";
        string where = access.Namespace.Length == 0 ? "at the cluster scope" : $"in the namespace {GoText.Quote(access.Namespace)}";
        return Refusals.Forbidden(
            new ResourceKind(access.Group, "", access.Resource, "", access.Namespace.Length > 0),
            access.Name,
            $"{who} cannot {access.Verb} resource {GoText.Quote(resource)} in API group {GoText.Quote(access.Group)} {where}");
    }

    private Policy Current()
    {
        long version = Math.Max(Math.Max(store.LastChange(Roles), store.LastChange(ClusterRoles)), Math.Max(store.LastChange(RoleBindings), store.LastChange(ClusterRoleBindings)));
        Policy? known = policy;
        if (known is null || known.Version != version)
        {
            policy = known = Read(version);
        }

        return known;
    }

    private Policy Read(long version)
    {
        ImmutableArray<Binding>.Builder bindings = ImmutableArray.CreateBuilder<Binding>();
        foreach (StoredObject item in store.Read(ClusterRoleBindings).Objects.In(null).Concat(store.Read(RoleBindings).Objects.In(null)))
        {
            JsonObject binding = item.Value;
            string name = binding.TextOrEmpty("roleRef", "name");
            StoredObject? role = binding.Text("roleRef", "kind") == "ClusterRole" ? store.Find(ClusterRoles, new("", name)) : store.Find(Roles, new(item.Key.Namespace, name));
            if (role is not null)
            {
                bindings.Add(new(item.Key.Namespace, [.. binding.Objects("subjects").Select(Subject.Read)], PolicyRule.Read(role.Value)));
            }
        }

        return new(version, bindings.ToImmutable());
    }

    private sealed record Policy(long Version, ImmutableArray<Binding> Bindings);

    private sealed record Binding(string Namespace, ImmutableArray<Subject> Subjects, ImmutableArray<PolicyRule> Rules);

    private sealed record Subject(string Kind, string Name)
    {
        public static Subject Read(JsonObject subject) => subject.Text("kind") == "ServiceAccount"
            ? new("User", $"system:serviceaccount:{subject.TextOrEmpty("namespace")}:{subject.TextOrEmpty("name")}")
            : new(subject.TextOrEmpty("kind"), subject.TextOrEmpty("name"));

        public bool Is(UserInfo user) => Kind == "Group" ? user.Groups.Contains(Name) : Kind == "User" && Name == user.Name;
    }
}
