/* Pages that several checks refer to. */

const docs = 'https://kubernetes.io/docs/';
export const securityContexts = `${docs}tasks/configure-pod-container/security-context/`;
export const podSecurity = `${docs}concepts/security/pod-security-standards/`;
export const capabilitiesPage = 'https://man7.org/linux/man-pages/man7/capabilities.7.html';
export const images = `${docs}concepts/containers/images/`;
export const probes = `${docs}concepts/configuration/liveness-readiness-startup-probes/`;
export const resources = `${docs}concepts/configuration/manage-resources-containers/`;
export const serviceAccounts = `${docs}tasks/configure-pod-container/configure-service-account/`;
export const rbac = `${docs}reference/access-authn-authz/rbac/`;
export const rbacGoodPractices = `${docs}concepts/security/rbac-good-practices/`;
export const secrets = `${docs}concepts/configuration/secret/`;
export const services = `${docs}concepts/services-networking/service/`;
export const networkPolicies = `${docs}concepts/services-networking/network-policies/`;
export const apiServer = `${docs}reference/command-line-tools-reference/kube-apiserver/`;
export const controllerManager = `${docs}reference/command-line-tools-reference/kube-controller-manager/`;
export const scheduler = `${docs}reference/command-line-tools-reference/kube-scheduler/`;
export const kubelet = `${docs}reference/command-line-tools-reference/kubelet/`;
export const etcd = 'https://etcd.io/docs/latest/op-guide/security/';
